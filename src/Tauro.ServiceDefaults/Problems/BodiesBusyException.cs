namespace Tauro.ServiceDefaults.Problems;

/// <summary>429: the request bodies in memory have reached their limit together. Nothing was written.</summary>
internal sealed class BodiesBusyException(string message) : Exception(message);

namespace Tauro.Stores.Local.State;

/// <summary>A change has more bytes than a commit can have. The request is refused with a problem.</summary>
internal sealed class ChangeTooLargeException(string message) : Exception(message);

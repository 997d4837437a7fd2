namespace Tauro.ServiceDefaults.Requests;

/// <summary>Marks an endpoint that sends its body to another service as it arrives, and holds none of it.</summary>
public sealed class ForwardedBody;

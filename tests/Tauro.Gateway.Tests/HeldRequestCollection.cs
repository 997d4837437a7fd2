namespace Tauro.Gateway.Tests;

/// <summary>
/// Runs alone: while its service is stopped, the port of the service is free, and another test could listen there.
/// </summary>
[CollectionDefinition(nameof(HeldRequestCollection), DisableParallelization = true)]
public sealed class HeldRequestCollection;

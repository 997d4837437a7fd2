namespace Tauro.Gateway.Tests.Edge;

/// <summary>The hosts are started once; tests only read, or create their own runs and models.</summary>
[CollectionDefinition("edge")]
public sealed class EdgeCollection : ICollectionFixture<EdgeHosts>;

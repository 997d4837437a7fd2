namespace Tauro.Mlflow.Tests;

/// <summary>All tests share one suite, and each creates its own experiments and runs.</summary>
[CollectionDefinition("suite")]
public sealed class SuiteCollection : ICollectionFixture<Suite>;

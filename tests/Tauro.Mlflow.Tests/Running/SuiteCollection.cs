namespace Tauro.Mlflow.Tests;

/// <summary>One suite for all: each test makes experiments and runs of its own.</summary>
[CollectionDefinition("suite")]
public sealed class SuiteCollection : ICollectionFixture<Suite>;

namespace Tauro.Tracking.Api.Tests;

/// <summary>One service for all: each test makes experiments and runs of its own.</summary>
[CollectionDefinition("service")]
public sealed class ServiceCollection : ICollectionFixture<TrackingService>;

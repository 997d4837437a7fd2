namespace Tauro.Tracking.Api.Tests;

/// <summary>One service for all tests; each test creates its own experiments and runs.</summary>
[CollectionDefinition("service")]
public sealed class ServiceCollection : ICollectionFixture<TrackingService>;

namespace Tauro.Storage.Tests.Crash;

internal sealed record ExperimentModel(string Name, string Stage);

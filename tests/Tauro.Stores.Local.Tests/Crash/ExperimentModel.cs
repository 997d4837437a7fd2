namespace Tauro.Stores.Local.Tests.Crash;

internal sealed record ExperimentModel(string Name, string Stage);

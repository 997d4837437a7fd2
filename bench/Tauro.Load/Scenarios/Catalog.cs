namespace Tauro.Load.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
public static class Catalog
{
    public static IEnumerable<Scenario> All(LoadOptions options) =>
    [
        .. RunScenarios.All(),
        .. IngestScenarios.All(),
        .. HistoryScenarios.All(),
        .. SearchScenarios.All(options),
        .. RegistryScenarios.All(),
        .. ArtifactScenarios.All(),
        MixedScenario.Scenario(),
    ];

    public static IEnumerable<Scenario> Select(LoadOptions options) => All(options).Where(scenario =>
        options.Only.Count == 0 || options.Only.Any(only => Matches(scenario.Name, only)));

    private static bool Matches(string name, string only) => only.EndsWith('*')
        ? name.StartsWith(only[..^1], StringComparison.Ordinal)
        : name == only;
}

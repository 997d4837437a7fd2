using Tauro.Contracts.Models;
using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>Draws random operations of a registry that its model allows.</summary>
internal sealed class RegistrySteps(RegistrySession store, Random random)
{
    private const int Names = 4;
    private const int Aliases = 3;

    public Task Next()
    {
        var versions = store.Model.Numbers.Order().ToList();
        if (versions.Count == 0) return Register();
        var (name, number) = versions[random.Next(versions.Count)];
        return random.Next(100) switch
        {
            < 30 => Register(),
            < 48 => store.Promote(name, number, OtherStage(name, number)),
            < 62 => store.SetAlias(name, $"a{random.Next(Aliases)}", number),
            < 72 => store.DeleteVersion(name, number),
            < 78 => store.Rename(name, $"renamed-{random.NextInt64():x}"),
            < 84 when store.Model.RunOf(name, number) is { } run => store.RecordSourceRun(
                run, random.Next(2) == 0 ? "COMPLETED" : "FAILED", store.Model.SourceRunsRecorded + 1),
            < 94 => store.Checkpoint(),
            < 98 => store.DeleteModel(name),
            _ => store.Reset(),
        };
    }

    private ModelStage OtherStage(string name, int number) =>
        store.Model.StageOf(name, number) == ModelStage.Production ? ModelStage.Staging : ModelStage.Production;

    private Task Register() => store.Register(
        $"model{random.Next(Names)}", random.Next(2) == 0 ? $"{random.NextInt64():x32}" : null);
}

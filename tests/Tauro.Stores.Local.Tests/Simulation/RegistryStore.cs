using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>A simulated registry with models, versions, stages, aliases and source runs.</summary>
internal sealed class RegistryStore(RegistrySession session, int ids) : SimulatedStore<RegistryModel>
{
    // Apart from the others, so that the kept seeds draw what they did before there were policies.
    private readonly Random policies = new(ids);
    private readonly Random retention = new(~ids);

    public override RegistryModel Model => session.Model;

    public override IReadOnlyList<Action<RegistryModel>> Refused => session.Refused;

    public static async Task<SimulatedStore<RegistryModel>> Open(SimulatedDisk disk, int ids, RegistryModel model) =>
        new RegistryStore(await RegistrySession.Open(disk, ids, model), ids);

    public override (RegistryModel Model, IReadOnlyList<Action<RegistryModel>> UnderWay) Expectation() =>
        session.Expectation();

    public override Task<SortedSet<string>> Facts() => session.Facts();

    public override async Task Step(Random random)
    {
        await new PolicySteps(session, policies).Next();
        await new RegistryRetentionSteps(session, retention).Next();
        await new RegistrySteps(session, random).Next();
    }

    public override Task<string?> Probe() => session.Probe();

    public override Task Finish() => session.FinishDeletions();

    public override void RequireNoOrphans(SimulatedDisk disk, string name)
    {
        // Without artifacts, a registry has only the files of the engine, which the check of tracking covers.
    }

    public override ValueTask DisposeAsync() => session.DisposeAsync();
}

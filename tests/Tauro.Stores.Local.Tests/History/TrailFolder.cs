using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Models;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Models;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>A registry on a simulated disk, with a clock that makes each change at its own time.</summary>
internal sealed class TrailFolder : IAsyncDisposable
{
    private TrailFolder(SimulatedDisk disk, StepClock clock, int seed, string? secretsKeyFile)
    {
        (Disk, Clock) = (disk, clock);
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, JournalSegmentBytes = 64 << 10 };
        Engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            disk, () => new RegistryState(), options, clock, NullLogger.Instance) { Entropy = Entropy.Seeded(~seed) });
        Keys = new SecretKeys(disk, secretsKeyFile, Entropy.System);
        Models = new LocalModelStore(Engine, Entropy.Seeded(seed));
        History = new LocalModelHistory(Engine);
        Trail = new LocalTrailStore<RegistryState>(Engine);
    }

    public SimulatedDisk Disk { get; }

    public StepClock Clock { get; }

    public LocalEngine<RegistryState> Engine { get; }

    public SecretKeys Keys { get; }

    public IModelStore Models { get; }

    public IModelHistory History { get; }

    public ITrailStore Trail { get; }

    public static TrailFolder Open(
        SimulatedDisk? disk = null, StepClock? clock = null, int seed = 1, string? secretsKeyFile = null) =>
        new(disk ?? new SimulatedDisk(), clock ?? new StepClock(), seed, secretsKeyFile);

    public async Task<ModelVersion> Register(string name) => Ok(await Models.RegisterVersion(
        name, new NewModelVersion(ArtifactMode: ArtifactMode.None)));

    public Task Checkpoint() => Engine.Checkpoints.Run();

    public static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.Message);
        return outcome.Value;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}

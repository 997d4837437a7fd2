using Tauro.Contracts.Models;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Operations of every kind on a registry, few enough to crash after each I/O operation.</summary>
internal static class RegistryWorkload
{
    private const string SourceRun = "0123456789abcdef0123456789abcdef";

    /// <summary>Runs the workload; <paramref name="each"/> runs each step.</summary>
    public static async Task Run(RegistrySession store, Func<Func<Task>, Task> each)
    {
        for (var i = 0; i < 3; i++) await each(() => store.Register("fraud", SourceRun));
        await each(() => store.Promote("fraud", 1, ModelStage.Production));
        await each(() => store.SetAlias("fraud", "champion", 1));
        await each(store.Checkpoint);
        await each(() => store.Promote("fraud", 2, ModelStage.Production));
        await each(() => store.SetAlias("fraud", "champion", 3));
        await each(() => store.RecordSourceRun(SourceRun, "COMPLETED", 7));
        await each(() => store.DeleteVersion("fraud", 3));
        await each(store.Checkpoint);
        await each(() => store.Register("fraud"));
        await each(() => store.Rename("fraud", "fraud-v2"));
        await each(() => store.Register("fraud"));
        await each(store.Checkpoint);
        await each(() => Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.Register("many"))));
        for (var i = 1; i < 12; i++)
        {
            var number = i;
            var stage = i % 2 == 0 ? ModelStage.Production : ModelStage.Staging;
            await each(() => store.Promote("many", number, stage));
            await each(() => store.SetAlias("many", $"a{number % 3}", number));
            await each(store.Checkpoint);
        }

        await each(() => store.SetPolicy("prod", "first"));
        await each(() => store.Promote("many", 11, ModelStage.Production));
        await each(() => store.PostCheck("many", 11, hasPassed: true));
        await each(() => store.Approve("many", 11, "a"));
        await each(store.Checkpoint);
        await each(() => store.Promote("many", 11, ModelStage.Production));
        await each(() => store.Approve("many", 11, "a"));
        await each(() => store.SetPolicy("prod", "second"));
        await each(() => store.RollBack("many"));
        await each(store.Checkpoint);
        await each(() => store.DeletePolicy("prod"));
        await each(() => store.DeleteVersion("many", 11));
        await each(() => store.DeleteVersion("many", 16));
        await each(() => store.DeleteModel("fraud-v2"));
        await each(() => store.DeleteModel("many"));
        await each(() => store.Register("many"));
        await each(store.Checkpoint);
        await each(() => store.Register("many"));
    }

    /// <summary>Runs a short workload of most kinds, for tests that fail every I/O operation in several ways.</summary>
    public static async Task RunShort(RegistrySession store, Func<Func<Task>, Task> each)
    {
        await each(() => store.Register("fraud", SourceRun));
        await each(() => Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.Register("many"))));
        await each(() => store.Promote("fraud", 1, ModelStage.Production));
        await each(() => store.SetAlias("fraud", "champion", 1));
        await each(store.Checkpoint);
        await each(() => store.SetPolicy("prod", new string('x', 900)));
        await each(() => store.PostCheck("many", 2, hasPassed: true));
        await each(() => store.Promote("many", 2, ModelStage.Production));
        await each(() => store.Approve("many", 2, "a"));
        await each(() => store.RecordSourceRun(SourceRun, "COMPLETED", 7));
        await each(() => store.Rename("fraud", "fraud-v2"));
        await each(store.Checkpoint);
        await each(() => store.DeleteVersion("many", 5));
        await each(() => store.DeletePolicy("prod"));
        await each(() => store.Register("many"));
        await each(() => store.DeleteModel("many"));
        await each(() => store.Register("many"));
        await each(store.Checkpoint);
        await each(() => store.Register("many"));
    }
}

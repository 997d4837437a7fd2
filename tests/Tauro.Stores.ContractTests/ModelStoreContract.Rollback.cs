using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    [Fact]
    public async Task A_rollback_returns_to_what_was_in_production_before_in_one_change()
    {
        for (var i = 0; i < 3; i++) await Register("fraud");
        foreach (var number in new[] { 1, 2, 3 })
            Ok(await store.TransitionStage("fraud", number, ModelStage.Production, true, Cancel));
        Ok(await store.DeleteVersion("fraud", 2, Cancel));
        Ok(await store.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        var before = await LastSequence();

        var result = Ok(await store.Rollback("scam", new(ModelStage.Production), Cancel));

        Assert.Equal((1, ModelStage.Production), (result.Version.Version, result.Version.Stage));
        Assert.Equal([3], result.Archived);
        Assert.Equal([2], result.Skipped);
        Assert.Equal(
            [
                "tauro.model_version.stage_changed models/scam/versions/3",
                "tauro.model_version.stage_changed models/scam/versions/1",
                "tauro.model.rolled_back models/scam",
            ],
            await EventsAfter(before));
        Assert.Equal(1, Ok(await store.GetLatestVersion("scam", ModelStage.Production, Cancel)).Version);
        Assert.Equal(ModelStage.Archived, (await Version("scam", 3)).Stage);
        Assert.Equal([1, 2, 3, 1], (await Model("scam")).ProductionHistory!.Select(period => period.Version));
        Refused(
            await store.Rollback("scam", new(ModelStage.Production), Cancel),
            ProblemKind.Conflict, ProblemCodes.NothingToRollBack);
        NoModel(await store.Rollback("fraud", new(ModelStage.Production), Cancel));
    }

    [Fact]
    public async Task During_rollbacks_a_reader_always_finds_a_version_in_production()
    {
        for (var i = 0; i < 2; i++) await Register("fraud");
        Ok(await store.TransitionStage("fraud", 1, ModelStage.Production, true, Cancel));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                Ok(await store.GetLatestVersion("fraud", ModelStage.Production, Cancel));
        }, Cancel);
        for (var i = 0; i < 100; i++)
        {
            Ok(await store.TransitionStage("fraud", 2, ModelStage.Production, true, Cancel));
            Assert.Equal(1, Ok(await store.Rollback("fraud", new(ModelStage.Production), Cancel)).Version.Version);
        }

        await done.CancelAsync();
        await reader;
    }
}

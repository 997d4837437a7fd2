using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Retention;
using Tauro.Stores.Models;
using Tauro.Stores.Retention;

namespace Tauro.Stores.ContractTests;

/// <summary>
/// The contract of <see cref="IRetentionStore"/> for models, over the same data as an <see cref="IModelStore"/>. A
/// backend inherits this class, opens empty stores for each test, and disposes them in <see cref="DisposeAsync"/>.
/// </summary>
public abstract class ModelRetentionContract : IAsyncLifetime
{
    private static readonly NewModelVersion Metadata = new(ArtifactMode: ArtifactMode.None);

    private IRetentionStore store = null!;
    private IModelStore models = null!;

    /// <summary>Opens empty stores.</summary>
    protected abstract ValueTask<(IRetentionStore Store, IModelStore Models)> Open();

    /// <summary>Lets time pass.</summary>
    protected abstract void Pass(TimeSpan time);

    public async ValueTask InitializeAsync() => (store, models) = await Open();

    public abstract ValueTask DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_kept_by_age_count_and_stage_and_those_in_use_always()
    {
        await Register("fraud", 9);
        Ok(await models.TransitionStage("fraud", 1, ModelStage.Production, false, Cancel));
        Ok(await models.TransitionStage("fraud", 2, ModelStage.Archived, false, Cancel));
        Ok(await models.SetAlias("fraud", "best", 3, Cancel));
        Ok(await store.SetHold(new HoldTarget.Version("fraud", 4), new NewHold("Case 7"), Cancel));
        await Register("copy", 1, Metadata with { ArtifactMode = ArtifactMode.External, Source = "models:/fraud/5" });
        await Set(new NewRetentionPolicy { KeepDays = 90, KeepLast = 2, Stages = [ModelStage.Archived] });
        Assert.Equal(0, await Run());
        Pass(TimeSpan.FromDays(91));
        await Register("fraud", 1);

        Assert.Equal(3, await Run());
        Assert.Equal([1, 2, 3, 4, 5, 9, 10], await Numbers("fraud"));
        Ok(await models.DeleteAlias("fraud", "best", Cancel));
        Ok(await models.DeleteVersion("copy", 1, Cancel));
        Ok(await models.TransitionStage("fraud", 1, ModelStage.Staging, false, Cancel));
        Assert.Equal(2, await Run()); // A rollback would return to version 1.
        Assert.Equal([1, 2, 4, 9, 10], await Numbers("fraud"));
    }

    [Fact]
    public async Task The_source_of_a_version_is_kept_under_any_name_of_its_model()
    {
        await Register("fraud", 2);
        await Register("copy", 1, Metadata with { ArtifactMode = ArtifactMode.External, Source = "models:/fraud/1" });
        Ok(await models.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        await Register("fraud", 2);
        await Set(new NewRetentionPolicy { KeepLast = 1 });

        Assert.Equal(1, await Run());
        Assert.Equal([1, 2], await Numbers("scam"));
        Assert.Equal([2], await Numbers("fraud"));
        Ok(await models.DeleteVersion("copy", 1, Cancel));
        Assert.Equal(1, await Run());
        Assert.Equal([2], await Numbers("scam"));
    }

    [Fact]
    public async Task Prompts_and_pending_versions_are_kept()
    {
        Ok(await models.CreateModel(
            new NewModel("prompt", Tags: new Dictionary<string, string> { [TagNames.IsPrompt] = "true" }), Cancel));
        await Register("prompt", 3);
        await Register("pending", 3, new NewModelVersion());
        await Set(new NewRetentionPolicy { KeepLast = 0 });
        Assert.Equal(0, await Run());
    }

    [Fact]
    public async Task A_policy_applies_to_the_models_of_its_scope_as_they_are_now()
    {
        await Register("fraud", 2);
        await Register("churn", 2);
        await Set(new NewRetentionPolicy { Scope = new RetentionScope("fr*"), KeepLast = 1 });
        Ok(await models.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        Assert.Equal(0, await Run());
        Ok(await models.UpdateModel("churn", new ModelChange("freight"), Cancel));
        Assert.Equal(1, await Run());
        Assert.Equal([2], await Numbers("freight"));
    }

    [Fact]
    public async Task A_hold_on_a_model_follows_its_name_and_covers_its_versions()
    {
        await Register("fraud", 2);
        Ok(await store.SetHold(new HoldTarget.Model("fraud"), new NewHold("Case 7"), Cancel));
        Ok(await models.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        await Register("fraud", 2);
        await Set(new NewRetentionPolicy { KeepLast = 1 });

        Assert.Equal(1, await Run());
        Assert.Equal([1, 2], await Numbers("scam"));
        Assert.Equal("models/scam", Assert.Single(Ok(await store.ListHolds(new PageRequest(), Cancel)).Items).Resource);
        Assert.Equal(
            ProblemCodes.OnHold, (await models.DeleteVersion("scam", 1, Cancel)).Problem?.Code);
        Assert.Equal(ProblemCodes.OnHold, (await models.DeleteModel("scam", cancel: Cancel)).Problem?.Code);
        Assert.Equal(
            ProblemCodes.HoldNotFound,
            (await store.GetHold(new HoldTarget.Version("scam", 1), Cancel)).Problem?.Code);
        Ok(await store.ReleaseHold(new HoldTarget.Model("scam"), Cancel));
        Ok(await models.DeleteModel("scam", cancel: Cancel));
    }

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        if (outcome.Problem is { } problem) Assert.Fail($"Refused: {problem.Code}: {problem.Message}");
        return outcome.Value;
    }

    private async Task Register(string name, int count, NewModelVersion? version = null)
    {
        for (var i = 0; i < count; i++) Ok(await models.RegisterVersion(name, version ?? Metadata, cancel: Cancel));
    }

    private async Task Set(NewRetentionPolicy policy) => Ok(await store.SetPolicy("few", policy, Cancel));

    private async Task<long> Run()
    {
        var preview = Ok(await store.Preview(new RetentionPreviewRequest(), Cancel));
        var job = Ok(await store.RunJob(Cancel));
        Assert.Equal((RetentionJobStatus.Completed, 0), (job.Status, job.Failed));
        Assert.Equal(preview.Totals.Deleted, job.Deleted);
        return job.Deleted;
    }

    private async Task<IEnumerable<int>> Numbers(string name)
    {
        var all = Ok(await models.SearchVersions(new ModelVersionQuery(new PageRequest(100)), Cancel)).Items;
        return all.Where(version => version.Name == name).Select(version => version.Version).Order();
    }
}

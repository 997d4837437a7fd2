using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    [Fact]
    public async Task The_latest_version_of_each_stage_follows_moves_and_deletions()
    {
        for (var i = 0; i < 6; i++) await Register("fraud");
        foreach (var number in new[] { 2, 4, 5 })
            Ok(await store.TransitionStage("fraud", number, ModelStage.Staging, false, Cancel));
        Ok(await store.TransitionStage("fraud", 5, ModelStage.Archived, false, Cancel));
        Assert.Equal([4, 5, 6], await Latest());
        Ok(await store.DeleteVersion("fraud", 4, Cancel));
        Assert.Equal([2, 5, 6], await Latest());
        Ok(await store.TransitionStage("fraud", 6, ModelStage.Staging, true, Cancel));
        Assert.Equal([3, 5, 6], await Latest());
        Assert.Equal(ModelStage.Archived, (await Version("fraud", 2)).Stage);
        Ok(await store.DeleteVersion("fraud", 5, Cancel));
        Assert.Equal(2, Ok(await store.GetLatestVersion("fraud", ModelStage.Archived, Cancel)).Version);
        NoVersion(await store.GetLatestVersion("fraud", ModelStage.Production, Cancel));
    }

    private async Task<IEnumerable<int>> Latest() =>
        Ok(await store.GetLatestVersions(["fraud"], Cancel)).Select(version => version.Version);

    [Fact]
    public async Task Any_stage_can_follow_any_other()
    {
        await Register("fraud");
        foreach (var from in ModelStage.Defaults)
        {
            foreach (var to in ModelStage.Defaults)
            {
                Ok(await store.TransitionStage("fraud", 1, from, false, Cancel));
                Assert.Equal(to, Ok(await store.TransitionStage("fraud", 1, to, false, Cancel)).Stage);
                Assert.Equal(to, (await Version("fraud", 1)).Stage);
            }
        }

        NoVersion(await store.TransitionStage("fraud", 2, ModelStage.Staging, false, Cancel));
    }

    [Fact]
    public async Task Without_archiving_several_versions_share_a_stage()
    {
        await Register("fraud");
        await Register("fraud");
        Ok(await store.TransitionStage("fraud", 2, ModelStage.Production, false, Cancel));
        Ok(await store.TransitionStage("fraud", 1, ModelStage.Production, false, Cancel));
        Assert.Equal(ModelStage.Production, (await Version("fraud", 2)).Stage);
        Assert.Equal(2, Ok(await store.GetLatestVersion("fraud", ModelStage.Production, Cancel)).Version);
        Refused(await store.GetLatestVersion("fraud", ModelStage.Staging, Cancel),
            ProblemKind.NotFound, ProblemCodes.VersionNotFound);
        NoVersion(await store.GetLatestVersion("fraud", ModelStage.None, Cancel));
    }

    [Theory]
    [InlineData("Staging")]
    [InlineData("Production")]
    public async Task Archiving_affects_only_other_versions_of_that_stage_and_model(string name)
    {
        var stage = ModelStage.Parse(name);
        var other = stage == ModelStage.Staging ? ModelStage.Production : ModelStage.Staging;
        for (var i = 0; i < 5; i++) await Register("fraud");
        await Register("churn");
        Ok(await store.TransitionStage("churn", 1, stage, false, Cancel));
        Ok(await store.TransitionStage("fraud", 1, stage, false, Cancel));
        Ok(await store.TransitionStage("fraud", 2, stage, false, Cancel));
        Ok(await store.TransitionStage("fraud", 3, other, false, Cancel));

        Ok(await store.TransitionStage("fraud", 4, stage, true, Cancel));

        var stages = new List<ModelStage>();
        for (var i = 1; i <= 5; i++) stages.Add((await Version("fraud", i)).Stage);
        Assert.Equal([ModelStage.Archived, ModelStage.Archived, other, stage, ModelStage.None], stages);
        Assert.Equal(stage, (await Version("churn", 1)).Stage);
    }

    [Fact]
    public async Task Archiving_works_for_a_version_that_already_has_the_stage()
    {
        await Register("fraud");
        await Register("fraud");
        Ok(await store.TransitionStage("fraud", 1, ModelStage.Production, false, Cancel));
        Ok(await store.TransitionStage("fraud", 2, ModelStage.Production, false, Cancel));
        Assert.Equal(
            ModelStage.Production,
            Ok(await store.TransitionStage("fraud", 2, ModelStage.Production, true, Cancel)).Stage);
        Assert.Equal(ModelStage.Archived, (await Version("fraud", 1)).Stage);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Archived")]
    public async Task Archiving_is_refused_for_the_stages_None_and_Archived(string name)
    {
        var stage = ModelStage.Parse(name);
        await Register("fraud");
        Refused(await store.TransitionStage("fraud", 1, stage, true, Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidRequest);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_version_that_is_not_ready_cannot_be_promoted_or_get_an_alias(bool failed)
    {
        await Register("fraud");
        Ok(await store.TransitionStage("fraud", 1, ModelStage.Production, false, Cancel));
        await Register("fraud", Pending);
        if (failed) Ok(await store.MarkFailed("fraud", 2, null, "the source is gone", Cancel));
        foreach (var stage in new[] { ModelStage.Staging, ModelStage.Production })
            NotReady(await store.TransitionStage("fraud", 2, stage, archiveExisting: true, Cancel));
        NotReady(await store.SetAlias("fraud", "champion", 2, Cancel));
        Assert.Equal(ModelStage.Production, (await Version("fraud", 1)).Stage);

        Ok(await store.TransitionStage("fraud", 2, ModelStage.Archived, false, Cancel));
        Ok(await store.TransitionStage("fraud", 2, ModelStage.None, false, Cancel));
        Ok(await store.DeleteVersion("fraud", 2, Cancel));

        void NotReady<T>(StoreOutcome<T> outcome)
        {
            Refused(outcome, ProblemKind.Conflict, ProblemCodes.VersionNotReady);
            Assert.Contains(failed ? "'fraud' is FAILED" : "'fraud' is PENDING", outcome.Problem!.Message);
        }
    }
}

using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    private static NewModelVersion External { get; } =
        new(ArtifactMode: ArtifactMode.External, Source: "s3://bucket/model");

    [Fact]
    public async Task An_external_source_is_stored_as_given_and_ready_at_once()
    {
        var given = External with
        {
            SourceRunId = new("any tracker's run"), RunLink = "http://ui", LoggedModelId = new("m-1"),
                StorageLocation = "s3://b/m",
        };
        var version = await Register("fraud", given);
        Assert.Equal((ModelVersionStatus.Ready, ArtifactMode.External), (version.Status, version.ArtifactMode));
        Assert.Equal((given.Source, given.SourceRunId), (version.Source, version.SourceRunId));
        Assert.Equal(
            (given.RunLink, given.LoggedModelId, given.StorageLocation),
            (version.RunLink, version.LoggedModelId, version.StorageLocation));
        Assert.Equal(
            new ModelVersionCreated(
                "fraud", 1, given.SourceRunId, given.Source, ModelVersionStatus.Ready, LoggedModelId: new("m-1"),
                Framework: version.Framework, ArtifactMode: version.ArtifactMode,
                ModelId: version.ModelId),
            await Event<ModelVersionCreated>(2));

        var fromRun = await Register("fraud", External with { Source = $"runs:/{RunId}/model" });
        Assert.Null(fromRun.SourceRunId);
    }

    [Fact]
    public async Task An_external_source_has_a_maximum_length_and_no_control_characters()
    {
        await Bad(ProblemCodes.InvalidSource, External with { Source = null });
        await Bad(ProblemCodes.InvalidSource, External with { Source = " " });
        await Bad(ProblemCodes.InvalidSource, External with { Source = "s3://b/\0" });
        await Bad(ProblemCodes.LimitExceeded, External with { Source = new string('s', Limits.SourceLengthMax + 1) });
        await Bad(ProblemCodes.LimitExceeded, External with { RunLink = new string('s', Limits.SourceLengthMax + 1) });
        await Bad(
            ProblemCodes.LimitExceeded, External with { SourceRunId = new(new string('r', Limits.KeyLengthMax + 1)) });

        async Task Bad(string code, NewModelVersion version) =>
            Refused(await store.RegisterVersion("fraud", version, cancel: Cancel), ProblemKind.Invalid, code);
    }

    [Fact]
    public async Task Latest_versions_of_many_models_are_returned_by_one_call()
    {
        for (var i = 0; i < 3; i++) await Register("fraud");
        await Register("churn");
        Ok(await store.TransitionStage("fraud", 1, ModelStage.Production, false, Cancel));
        Ok(await store.TransitionStage("fraud", 2, ModelStage.Production, false, Cancel));
        var latest = Ok(await store.GetLatestVersions(["churn", "none", "fraud"], Cancel));
        Assert.Equal(["churn/1", "fraud/2", "fraud/3"], latest.Select(version => $"{version.Name}/{version.Version}"));
    }

    [Fact]
    public async Task Events_of_tags_say_whether_the_model_is_a_prompt()
    {
        var prompt = new Dictionary<string, string> { [TagNames.IsPrompt] = "true" };
        Ok(await store.CreateModel(new NewModel("p", Tags: prompt), Cancel));
        await Register("p", External with { Tags = prompt });
        var before = await LastSequence();
        var change = new Dictionary<string, string?> { ["k"] = "v", ["absent"] = null };
        Ok(await store.UpdateModel("p", new ModelChange(Tags: change), Cancel));
        Ok(await store.UpdateVersion("p", 1, new ModelVersionChange(Tags: change), Cancel));
        Ok(await store.UpdateVersion("p", 1, new ModelVersionChange(Tags: new Dictionary<string,
            string?> { ["k"] = null }), Cancel));
        Ok(await store.SetAlias("p", "a", 1, Cancel));

        Assert.Equal(new ModelRegistered("p", IsPrompt: true), await Event<ModelRegistered>(1));
        Assert.True((await Event<ModelVersionCreated>(2)).IsPrompt);
        Assert.Equal(new ModelTagSet("p", "k", "v", IsPrompt: true), await Event<ModelTagSet>(before + 2));
        Assert.Equal(new ModelVersionTagSet("p", 1, "k", "v", IsPrompt: true),
            await Event<ModelVersionTagSet>(before + 4));
        Assert.Equal(
            new ModelVersionTagDeleted("p", 1, "k", IsPrompt: true), await Event<ModelVersionTagDeleted>(before + 6));
        Assert.Equal(new ModelAliasSet("p", "a", 1, IsPrompt: true), await Event<ModelAliasSet>(before + 7));
    }
}

using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class LoggedModelDecisionTests
{
    [Fact]
    public void A_new_model_has_its_artifacts_below_its_experiment()
    {
        var decided = Ok(LoggedModelWrites.Create(
            Experiment(), new NewLoggedModel(new("1")), new("m"), "calm-owl-7", Now));

        Assert.Equal(new TrackingFact.PutLoggedModel(decided.Value), Assert.Single(decided.Facts));
        Assert.Equal([new LoggedModelCreated(new("m"), new("1"), "calm-owl-7", null)], decided.Events);
        Assert.Equal(
            ("calm-owl-7", "s3://bucket/churn/models/m/artifacts?region=eu", Now),
            (decided.Value.Name, decided.Value.ArtifactUri, decided.Value.CreationTime));
    }

    [Fact]
    public void A_model_needs_an_active_experiment()
    {
        var request = new NewLoggedModel(new("1"));

        Assert.Equal(
            ProblemCodes.ExperimentNotFound,
            LoggedModelWrites.Create(null, request, new("m"), "n", Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ExperimentDeleted,
            LoggedModelWrites.Create(
                Experiment(stage: LifecycleStage.Deleted), request, new("m"), "n", Now).Problem?.Code);
    }

    [Fact]
    public void Repeating_a_link_a_tag_or_a_param_changes_nothing()
    {
        var linked = Ok(LoggedModelWrites.LinkVersion(LoggedModel(), new("m"), "fraud", 1)).Value;
        var tagged = Ok(LoggedModelWrites.SetTags(linked, new("m"), Pair("a", "b"))).Value;
        var model = Ok(LoggedModelWrites.LogParams(tagged, new("m"), Pair("lr", "1"))).Value;

        Assert.Empty(Ok(LoggedModelWrites.LinkVersion(model, new("m"), "fraud", 1)).Facts);
        Assert.Empty(Ok(LoggedModelWrites.SetTags(model, new("m"), Pair("a", "b"))).Facts);
        Assert.Empty(Ok(LoggedModelWrites.LogParams(model, new("m"), Pair("lr", "1"))).Facts);
    }

    [Fact]
    public void Params_are_added_and_keep_their_values()
    {
        var added = Ok(LoggedModelWrites.LogParams(LoggedModel(), new("m"), Pair("lr", "1"))).Value;

        Assert.Equal(["depth", "lr"], added.Params.Keys);
        Assert.Equal(
            new ParamConflict("model", "m", "depth", "3", "4"),
            LoggedModelWrites.LogParams(LoggedModel(), new("m"), Pair("depth", "4")).Problem);
    }

    [Fact]
    public void A_linked_version_is_stored_once()
    {
        var linked = Ok(LoggedModelWrites.LinkVersion(LoggedModel(), new("m"), "fraud", 1)).Value;
        var again = Ok(LoggedModelWrites.LinkVersion(linked, new("m"), "fraud", 1)).Value;

        Assert.Equal("""[{"name": "fraud", "version": 1}]""", linked.Tags[TagNames.ModelVersions]);
        Assert.Equal(linked.Tags[TagNames.ModelVersions], again.Tags[TagNames.ModelVersions]);
    }

    [Theory]
    [InlineData("""[{"name":"\ud83e","version":1}]""")]
    [InlineData("""[{"name":"a","name":"b"}]""")]
    [InlineData("""{"name":"a"}""")]
    [InlineData("[")]
    public void A_list_of_versions_that_a_client_broke_is_begun_again(string tag)
    {
        var model = Ok(LoggedModelWrites.SetTags(LoggedModel(), new("m"), Pair(TagNames.ModelVersions, tag))).Value;
        var linked = Ok(LoggedModelWrites.LinkVersion(model, new("m"), "fraud", 1)).Value;

        Assert.Equal("""[{"name": "fraud", "version": 1}]""", linked.Tags[TagNames.ModelVersions]);
    }

    [Fact]
    public void The_list_of_linked_versions_may_be_longer_than_the_tag_of_a_client()
    {
        var model = LoggedModel();
        for (var version = 1; version <= 500; version++)
            model = Ok(LoggedModelWrites.LinkVersion(model, new("m"), "fraud", version)).Value;

        Assert.True(model.Tags[TagNames.ModelVersions].Length > Limits.TagValueLengthMax);
        Assert.EndsWith("""{"name": "fraud", "version": 500}]""", model.Tags[TagNames.ModelVersions]);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            LoggedModelWrites.SetTags(model, new("m"), Pair("t", new string('x', Limits.TagValueLengthMax + 1)))
                .Problem?.Code);
    }

    [Fact]
    public void Only_an_existing_tag_can_be_deleted()
    {
        Assert.Empty(Ok(LoggedModelWrites.DeleteTag(LoggedModel(), new("m"), "team")).Value.Tags);
        Assert.Equal(
            ProblemCodes.TagNotFound, LoggedModelWrites.DeleteTag(LoggedModel(), new("m"), "other").Problem?.Code);
    }

    [Fact]
    public void A_model_that_is_not_loaded_is_not_found() =>
        Assert.Equal(new LoggedModelMissing(new("m")), LoggedModelWrites.Delete(null, new("m"), null, Now).Problem);

    private static Dictionary<string, string> Pair(string key, string value) => new() { [key] = value };
}

using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Evaluation;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IScorerStore"/>, which every backend inherits.</summary>
public abstract class ScorerStoreContract : TrackingStoreContract
{
    private static readonly ExperimentId Default = new("0");

    private IScorerStore Scorers => Store.Scorers;

    private async Task<string[]> List(params ExperimentId[]? experimentIds) =>
        [.. Ok(await Scorers.List(experimentIds))
            .Select(version => $"{version.ExperimentId} {version.Name} {version.Version}")];

    [Fact]
    public async Task Each_registration_is_a_version_and_the_latest_versions_are_listed_by_name()
    {
        var other = (await NewExperiment()).ExperimentId;
        var first = Ok(await Scorers.Register(Default, "safety", "{}"));
        var second = Ok(await Scorers.Register(Default, "safety", """{"a":1}"""));
        Ok(await Scorers.Register(Default, "a/b", "{}"));
        Ok(await Scorers.Register(other, "safety", "{}"));
        Assert.Equal((1, 2, true), (first.Version, second.Version, first.ScorerId == second.ScorerId));
        Assert.Equal(["0 a/b 1", "0 safety 2"], await List(Default));
        Assert.Equal(["0 a/b 1", "0 safety 2", $"{other} safety 1"], await List(null));
        Assert.Equal([1, 2], Ok(await Scorers.Versions(Default, "safety")).Select(version => version.Version));
        Assert.Equal(second, Ok(await Scorers.Get(Default, "safety")));
        Assert.Equal(first, Ok(await Scorers.Get(Default, "safety", 1)));
    }

    [Fact]
    public async Task Requests_for_unknown_scorers_are_not_found()
    {
        Ok(await Scorers.Register(Default, "safety", "{}"));
        Refused(await Scorers.Get(Default, "none"), ProblemKind.NotFound, ProblemCodes.ScorerNotFound);
        Refused(await Scorers.Get(Default, "safety", 9), ProblemKind.NotFound, ProblemCodes.ScorerNotFound);
        Refused(await Scorers.Versions(Default, "none"), ProblemKind.NotFound, ProblemCodes.ScorerNotFound);
        Refused(await Scorers.Delete(Default, "safety", 9), ProblemKind.NotFound, ProblemCodes.ScorerNotFound);
        Refused(await Scorers.Register(new("77"), "a", "{}"), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(
            await Scorers.SetOnlineScoring(Default, "none", 1, null), ProblemKind.NotFound,
            ProblemCodes.ScorerNotFound);
    }

    [Fact]
    public async Task Deleting_the_last_version_deletes_the_online_scoring()
    {
        var scorer = Ok(await Scorers.Register(Default, "safety", "{}"));
        Ok(await Scorers.Register(Default, "safety", "{}"));
        var scoring = Ok(await Scorers.SetOnlineScoring(Default, "safety", 0.5, "status = 'OK'"));
        Ok(await Scorers.Delete(Default, "safety", 1));
        Assert.Equal([scoring], Ok(await Scorers.OnlineScorings([scorer.ScorerId, new("none")])));
        Ok(await Scorers.Delete(Default, "safety"));
        Assert.Empty(Ok(await Scorers.OnlineScorings([scorer.ScorerId])));
        Assert.Empty(await List(Default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scorers_are_unchanged_when_the_store_is_opened_again(bool settled)
    {
        var scorer = Ok(await Scorers.Register(Default, "safety", """{"a":"b"}"""));
        Ok(await Scorers.SetOnlineScoring(Default, "safety", 0.5, null));
        var scoring = Ok(await Scorers.SetOnlineScoring(Default, "safety", 0.25, null));
        if (settled) await Store.Checkpoint();

        await Store.Reopen();

        Assert.Equal(scorer, Ok(await Scorers.Get(Default, "safety")));
        Assert.Equal([scoring], Ok(await Scorers.OnlineScorings([scorer.ScorerId])));
    }
}

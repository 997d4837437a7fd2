using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Only_one_of_200_concurrent_creations_of_a_name_succeeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(
            async () => await Runs.CreateExperiment(new NewExperiment("contested")))));

        Assert.Single(outcomes, outcome => outcome.IsOk);
        Assert.All(outcomes.Where(outcome => !outcome.IsOk),
            outcome => Refused(outcome, ProblemKind.Conflict, ProblemCodes.ExperimentNameTaken));
    }

    [Fact]
    public async Task Concurrently_started_runs_get_different_ids_and_are_all_found()
    {
        var experiment = await NewExperiment();
        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(
            async () => Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId))))));

        var found = Ok(await Runs.SearchRuns(new RunQuery([experiment.ExperimentId], new(1_000)))).Items;
        Assert.Equal(runs.Select(run => run.RunId).Order(), found.Select(run => run.RunId).Order());
    }

    [Fact]
    public async Task Concurrent_batches_on_one_run_lose_nothing()
    {
        var run = await NewRun();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(writer => Task.Run(async () =>
        {
            for (var step = 0; step < 20; step++)
                await Log(run, new("m", writer, writer, step), new($"own {writer}", step, 1, step));
            await LogParam(run, $"p{writer}", "v");
        })));

        Assert.Equal(50 * 20, (await History(run, "m")).Count);
        var logged = await Reread(run);
        Assert.Equal((51, 50), (logged.Metrics.Count, logged.Params.Count));
        Assert.Equal(new LatestMetric(49, 19, 49), logged.Metrics["m"]);
    }

    [Fact]
    public async Task Concurrent_changes_of_one_tag_lose_nothing()
    {
        var run = await NewRun();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            async () => Ok(await Runs.ChangeTag(run.RunId, "list", value => $"{value} {i}")))));

        var listed = (await Reread(run)).Tags["list"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 50), listed.Select(int.Parse).Order());
    }

    [Fact]
    public async Task A_change_of_a_tag_can_be_refused_because_of_its_value_or_its_run()
    {
        var run = await NewRun();
        var refusal = StoreProblem.Invalid(ProblemCodes.InvalidRequest, "No.");
        Refused(await Runs.ChangeTag(run.RunId, "t", _ => refusal), ProblemKind.Invalid, ProblemCodes.InvalidRequest);
        Refused(await Runs.ChangeTag(new("none"), "t", _ => "v"), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Ok(await Runs.DeleteRun(run.RunId));
        Refused(await Runs.ChangeTag(run.RunId, "t", _ => "v"), ProblemKind.Conflict, ProblemCodes.RunDeleted);
        Assert.DoesNotContain("t", (await Reread(run)).Tags.Keys);
    }

    [Fact]
    public async Task Only_one_of_concurrent_values_of_a_param_is_accepted()
    {
        var run = await NewRun();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            async () => (Value: $"{i}", Outcome: await Runs.Log(run.RunId, new RunBatch(Params: Map("lr", $"{i}")))))));

        var winner = Assert.Single(outcomes, written => written.Outcome.IsOk);
        Assert.Equal(winner.Value, (await Reread(run)).Params["lr"]);
    }
}

using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    private static readonly Dataset Train = new("train", "abc", "local", "/data/train.csv", "{}", "{\"rows\": 3}");

    [Fact]
    public async Task Inputs_and_outputs_are_stored_once_and_survive_a_restart()
    {
        var run = await NewRun();
        var inputs = new RunInputs
        {
            Datasets = [new DatasetInput(Train, Context("training")), new DatasetInput(Train, Context("again"))],
            Models = [new("m-1"), new("m-1")],
            Outputs = [new ModelOutput(new("m-2"), 3)],
        };
        Ok(await Runs.LogInputs(run.RunId, inputs));
        Ok(await Runs.LogInputs(run.RunId, inputs));
        Ok(await Runs.LogInputs(run.RunId, new RunInputs { Models = [new("m-3")] }));

        for (var round = 0; round < 3; round++)
        {
            var kept = Ok(await Runs.GetInputs([run.RunId, new("unknown")]));
            Assert.Equal(Train, Assert.Single(kept[0].Datasets).Dataset);
            Assert.Equal("training", kept[0].Datasets[0].Tags[TagNames.DatasetContext]);
            Assert.Equal([new("m-1"), new("m-3")], kept[0].Models);
            Assert.Equal([new ModelOutput(new("m-2"), 3)], kept[0].Outputs);
            Assert.Empty(kept[1].Datasets);
            if (round == 0) await Store.Checkpoint();
            else await Store.Reopen();
        }
    }

    [Fact]
    public async Task A_dataset_keeps_the_first_description_in_its_experiment()
    {
        var (run, two) = (await NewRun(), await NewRun());
        var sameExperiment = Ok(await Runs.StartRun(new NewRun(run.ExperimentId)));
        Ok(await Runs.LogInputs(run.RunId, Inputs(Train)));
        Ok(await Runs.LogInputs(sameExperiment.RunId, Inputs(Train with { Source = "elsewhere" })));
        Ok(await Runs.LogInputs(two.RunId, Inputs(Train with { Source = "elsewhere" })));

        var kept = Ok(await Runs.GetInputs([sameExperiment.RunId, two.RunId]));
        Assert.Equal(Train.Source, kept[0].Datasets[0].Dataset.Source);
        var expected = two.ExperimentId == run.ExperimentId ? Train.Source : "elsewhere";
        Assert.Equal(expected, kept[1].Datasets[0].Dataset.Source);
    }

    [Fact]
    public async Task Datasets_of_experiments_are_listed_once_per_context()
    {
        var run = await NewRun();
        var other = Ok(await Runs.StartRun(new NewRun(run.ExperimentId)));
        Ok(await Runs.LogInputs(run.RunId, Inputs(Train, "training")));
        Ok(await Runs.LogInputs(other.RunId, Inputs(Train, "training")));
        Ok(await Runs.LogInputs(other.RunId, Inputs(Train with { Name = "eval" })));

        var found = Ok(await Runs.SearchDatasets([run.ExperimentId], 10));
        Assert.Equal([("eval", null), ("train", "training")], found.Select(summary => (summary.Name, summary.Context)));
        Assert.Single(Ok(await Runs.SearchDatasets([run.ExperimentId], 1)));
        Assert.Empty(Ok(await Runs.SearchDatasets([new("987654")], 10)));
    }

    [Fact]
    public async Task A_deleted_run_and_inputs_over_the_limits_are_refused()
    {
        var run = await NewRun();
        var tooLong = Train with { Digest = new string('d', Limits.DatasetDigestLengthMax + 1) };
        Assert.Equal(ProblemCodes.LimitExceeded, (await Runs.LogInputs(run.RunId, Inputs(tooLong))).Problem?.Code);
        var nameless = Inputs(Train with { Name = "" });
        Assert.Equal(ProblemCodes.InvalidName, (await Runs.LogInputs(run.RunId, nameless)).Problem?.Code);
        Assert.Equal(ProblemCodes.RunNotFound, (await Runs.LogInputs(new("unknown"), Inputs(Train))).Problem?.Code);
        Ok(await Runs.DeleteRun(run.RunId));
        Assert.Equal(ProblemCodes.RunDeleted, (await Runs.LogInputs(run.RunId, Inputs(Train))).Problem?.Code);
    }

    [Theory]
    [InlineData("dataset.name = 'train'", "one two")]
    [InlineData("datasets.digest LIKE 'A%'", "")]
    [InlineData("datasets.digest ILIKE 'A%'", "one two")]
    [InlineData("dataset.context = 'training'", "one")]
    [InlineData("dataset.context IN ('training', 'testing')", "one two")]
    [InlineData("dataset.name != 'train'", "two")]
    [InlineData("dataset.name NOT IN ('train')", "two")]
    [InlineData("dataset.name NOT LIKE 'tr%'", "two")]
    [InlineData("dataset.name NOT ILIKE 'TR%'", "two")]
    [InlineData("dataset.name NOT RLIKE '^t'", "two")]
    [InlineData("dataset.context NOT LIKE 'tr%'", "two")]
    [InlineData("NOT (dataset.name LIKE 'tr%')", "none")]
    [InlineData("dataset.name IS NULL", "none")]
    [InlineData("dataset.name = 'eval' AND dataset.context = 'testing'", "two")]
    [InlineData("dataset.name = 'eval' OR dataset.name IS NULL", "none two")]
    public async Task Runs_are_found_by_any_of_their_datasets(string filter, string expected)
    {
        await NewRun("none");
        Ok(await Runs.LogInputs((await NewRun("one")).RunId, Inputs(Train, "training")));
        Ok(await Runs.LogInputs((await NewRun("two")).RunId, new RunInputs
        {
            Datasets =
            [
                new DatasetInput(
                    Train, Context("testing")), new DatasetInput(Train with { Name = "eval" }, Context(null)),
            ],
        }));
        var query = new RunQuery(
            null, new PageRequest(), Filter: Ok(FilterParser.Parse(filter, FilterVocabulary.Runs)));
        var found = Ok(await Runs.SearchRuns(query)).Items.Select(run => run.Name).Order();
        Assert.Equal(expected, string.Join(' ', found));
    }

    private static RunInputs Inputs(Dataset dataset, string? context = null) =>
        new() { Datasets = [new DatasetInput(dataset, Context(context))] };

    private static Dictionary<string, string> Context(string? context) =>
        context is null ? [] : new() { [TagNames.DatasetContext] = context };
}

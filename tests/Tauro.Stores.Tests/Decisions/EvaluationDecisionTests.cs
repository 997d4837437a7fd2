using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class EvaluationDecisionTests
{
    private static readonly EvaluationDataset Dataset =
        new() { DatasetId = new("d-1"), Name = "questions", Digest = "0", ExperimentIds = [new("1")] };

    private static readonly Experiment Active =
        new() { ExperimentId = new("1"), Name = "e", ArtifactLocation = "a:/1" };

    [Fact]
    public void The_experiments_of_a_dataset_must_exist()
    {
        var existing = new HashSet<ExperimentId> { new("1"), new("2") };

        Assert.Equal(
            [new("1"), new("2")],
            Ok(DatasetWrites.AddExperiments(Dataset, new("d-1"), [new("2"), new("1")], existing)).Value.ExperimentIds);
        Assert.Equal(
            new ExperimentMissing(new("3")),
            DatasetWrites.AddExperiments(Dataset, new("d-1"), [new("2"), new("3")], existing).Problem);
        Assert.Equal(
            new DatasetMissing(new("d-1")),
            DatasetWrites.AddExperiments(null, new("d-1"), [new("2")], existing).Problem);
    }

    [Fact]
    public void Records_with_equal_inputs_are_merged_and_keep_the_order_of_their_arrival()
    {
        var batch = Batch("""{"a":1,"b":2}""", """{"c":3}""", """{"b":2,"a":1}""");

        var decided = Ok(RecordWrites.Upsert(Dataset, new("d-1"), batch, _ => null, Now));

        Assert.Equal(new RecordsChanged(2, 1), decided.Value);
        Assert.Equal(
            [("dr-id", 0), ("dr-id", 1)],
            decided.Facts.OfType<DatasetFact.PutRecord>()
                .Select(put => (put.Record.RecordId.Value, put.Record.Position)));
        var after = Assert.IsType<DatasetFact.PutDataset>(decided.Facts[^1]).Dataset;
        Assert.Equal((2, 2, Now), (after.RecordCount, after.NextPosition, after.LastUpdateTime));
        Assert.NotEqual(Dataset.Digest, after.Digest);
    }

    [Fact]
    public void A_dataset_is_deleted_first_and_the_records_that_one_commit_does_not_take_afterwards()
    {
        var first = Ok(RecordWrites.Upsert(Dataset, new("d-1"), Batch("""{"a":1}"""), _ => null, Now));
        var record = ((DatasetFact.PutRecord)first.Facts[0]).Record;
        var records = Enumerable.Range(0, DatasetWrites.RecordsMax + 1)
            .Select(i => record with { InputsHash = $"{i}" });

        var deleted = DatasetWrites.Delete(Dataset, records);
        var last = DatasetWrites.RemoveOrphans(null, records.Skip(DatasetWrites.RecordsMax));

        Assert.Equal(DatasetWrites.RecordsMax + 1, deleted.Facts.Count);
        Assert.IsType<DatasetFact.RemoveDataset>(deleted.Facts[0]);
        Assert.IsType<DatasetFact.RemoveRecord>(Assert.Single(last.Facts));
        Assert.Empty(DatasetWrites.Delete(null, records).Facts);
        Assert.Empty(DatasetWrites.RemoveOrphans(Dataset, records).Facts);
    }

    [Fact]
    public void The_position_of_a_deleted_record_is_not_reused()
    {
        var first = Ok(RecordWrites.Upsert(Dataset, new("d-1"), Batch("""{"a":1}"""), _ => null, Now));
        var (record, dataset) =
            (((DatasetFact.PutRecord)first.Facts[0]).Record, ((DatasetFact.PutDataset)first.Facts[1]).Dataset);

        var gone = Ok(RecordWrites.Delete(
            dataset, new("d-1"), [record], new HashSet<RecordId> { record.RecordId }, Now));
        var left = ((DatasetFact.PutDataset)gone.Facts[1]).Dataset;
        var again = Ok(RecordWrites.Upsert(left, new("d-1"), Batch("""{"a":2}"""), _ => null, Now));

        Assert.Equal((1, 0), (gone.Value, left.RecordCount));
        Assert.Equal(1, ((DatasetFact.PutRecord)again.Facts[0]).Record.Position);
    }

    [Fact]
    public void A_scorer_keeps_its_id_and_its_versions_count_up()
    {
        var first = Ok(ScorerWrites.Register(new(Active, new("1"), "safety", []), "{}", new("one"), Now)).Value;
        var second = Ok(ScorerWrites.Register(new(Active, new("1"), "safety", [first]), "{}", new("two"), Now)).Value;

        Assert.Equal((new("one"), 1), (first.ScorerId, first.Version));
        Assert.Equal((new("one"), 2), (second.ScorerId, second.Version));
    }

    [Fact]
    public void Deleting_the_last_version_of_a_scorer_deletes_its_online_scoring()
    {
        var scoring = new OnlineScoring(new("c"), new("s"), new("1"), 0.5);
        ScorerVersion[] versions = [Scorer(1), Scorer(2)];
        var loaded = new ScorerAggregate(Active, new("1"), "safety", versions, 2, scoring);

        Assert.Equal([new ScorerFact.RemoveVersion(versions[0])], Ok(ScorerWrites.Delete(loaded, 1)).Facts);
        Assert.Equal(
            [
                new ScorerFact.RemoveVersion(versions[0]), new ScorerFact.RemoveVersion(versions[1]),
                new ScorerFact.RemoveOnlineScoring(new("s")),
            ],
            Ok(ScorerWrites.Delete(loaded, null)).Facts);
        Assert.Equal(new ScorerMissing(new("1"), "safety", 3), ScorerWrites.Delete(loaded, 3).Problem);
    }

    [Fact]
    public void Setting_an_online_scoring_again_keeps_its_id()
    {
        var loaded = new ScorerAggregate(Active, new("1"), "safety", [Scorer(1)]);
        var first = Ok(ScorerWrites.SetOnlineScoring(loaded, 0.5, null, new("one"))).Value;

        Assert.Equal(
            new OnlineScoring(new("one"), new("s"), new("1"), 1),
            Ok(ScorerWrites.SetOnlineScoring(loaded with { OnlineScoring = first }, 1, null, new("two"))).Value);
    }

    private static RecordBatch Batch(params string[] inputs) =>
        Ok(RecordBatch.From([.. inputs.Select(value => new RecordChange(Json(value)))], () => new("dr-id")));

    private static ScorerVersion Scorer(int version) => new(new("s"), new("1"), "safety", version, "{}", 1);
}

using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IEvaluationStore"/>, which every backend inherits.</summary>
public abstract partial class EvaluationStoreContract : TrackingStoreContract
{
    private IEvaluationStore Datasets => Store.Evaluation;

    private static RecordChange Question(
        string inputs, string? expectations = null, string? tags = null, RecordSource? source = null,
        string? outputs = null) =>
        new(Json(inputs), Optional(outputs), Optional(expectations), Optional(tags), source);

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private static JsonElement? Optional(string? json) => json is null ? null : Json(json);

    private static string Serialize(JsonElement? json) => JsonSerializer.Serialize(json);

    private async Task<EvaluationDataset> NewDataset(string name = "questions", params ExperimentId[] experimentIds) =>
        Ok(await Datasets.CreateDataset(
            new NewEvaluationDataset(name, experimentIds, new Dictionary<string, string> { ["team"] = "qa" })));

    private async Task<EvaluationDataset> Reread(EvaluationDataset dataset) =>
        Ok(await Datasets.GetDataset(dataset.DatasetId));

    private async Task<IReadOnlyList<EvaluationRecord>> Records(EvaluationDataset dataset) =>
        Ok(await Datasets.GetRecords(dataset.DatasetId, new PageRequest())).Items;

    private async Task<RecordsChanged> Upsert(EvaluationDataset dataset, params RecordChange[] records) =>
        Ok(await Datasets.UpsertRecords(dataset.DatasetId, records));

    private async Task<string[]> Search(string filter, ExperimentId[] experimentIds, params string[] orderBy)
    {
        var vocabulary = FilterVocabulary.EvaluationDatasets;
        var query = new EvaluationQuery(
            experimentIds, new PageRequest(), Ok(FilterParser.Parse(filter, vocabulary)),
            Ok(OrderByParser.Parse(orderBy, vocabulary)));
        return [.. Ok(await Datasets.SearchDatasets(query)).Items.Select(dataset => dataset.Name)];
    }

    [Fact]
    public async Task A_dataset_is_read_back_as_it_was_created()
    {
        var made = await NewDataset("questions", new ExperimentId("0"));
        Assert.Matches("^d-[0-9a-f]{32}$", made.DatasetId);
        Assert.Equal(JsonSerializer.Serialize(made), JsonSerializer.Serialize(await Reread(made)));
        Assert.Null(made.Schema);
    }

    [Fact]
    public async Task A_dataset_with_an_unknown_experiment_is_refused() => Refused(
        await Datasets.CreateDataset(new NewEvaluationDataset("a", [new("77")], new Dictionary<string, string>())),
        ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);

    [Fact]
    public async Task Equal_inputs_are_one_record_regardless_of_the_order_of_their_members()
    {
        var dataset = await NewDataset();
        var trace = new RecordSource("TRACE", Json("""{"trace_id":"tr-1"}"""));
        var changed = await Upsert(
            dataset,
            Question("""{"q":"a","k":{"x":1,"y":2}}""", """{"answer":"1","score":0.5}""", """{"v":"1"}""", trace),
            Question("""{"q":"b"}"""),
            Question(
                """{"k":{"y":2,"x":1},"q":"a"}""", """{"answer":"2"}""", """{"w":"2"}""",
                new RecordSource("HUMAN"), "\"out\""));
        Assert.Equal(new RecordsChanged(2, 1), changed);

        var records = await Records(dataset);
        Assert.Equal("""{"answer":"2","score":0.5}""", Serialize(records[0].Expectations));
        Assert.Equal("""{"v":"1","w":"2"}""", Serialize(records[0].Tags));
        Assert.Equal("\"out\"", Serialize(records[0].Outputs));
        Assert.Equal("tr-1", records[0].Source!.TraceId());
        Assert.Equal("""{"q":"b"}""", Serialize(records[1].Inputs));

        Assert.Equal(new RecordsChanged(0, 1), await Upsert(dataset, Question("""{"q":"b"}""", """{"answer":"3"}""")));
        Assert.Equal(records[1].RecordId, (await Records(dataset))[1].RecordId);
        Assert.Equal(new RecordsChanged(1, 0), await Upsert(dataset, Question("""{"q":["a","b"]}""")));
        Assert.Equal(new RecordsChanged(1, 0), await Upsert(dataset, Question("""{"q":["b","a"]}""")));
    }

    [Fact]
    public async Task Records_change_the_digest_but_tags_do_not()
    {
        var dataset = await NewDataset();
        var digests = new List<string> { dataset.Digest };
        for (var i = 0; i < 2; i++)
        {
            await Upsert(dataset, Question("""{"q":1}"""));
            digests.Add((await Reread(dataset)).Digest);
        }

        Ok(await Datasets.DeleteRecords(dataset.DatasetId, [(await Records(dataset))[0].RecordId]));
        digests.Add((await Reread(dataset)).Digest);
        Assert.Equal(4, digests.Distinct().Count());
        var tagged = Ok(await Datasets.SetDatasetTags(
            dataset.DatasetId, new Dictionary<string, string> { ["new"] = "x" }));
        Assert.Equal(digests[^1], tagged.Digest);
        Assert.Equal(["new", "team"], tagged.Tags.Keys.Order());
        Assert.Equal(["new"], Ok(await Datasets.DeleteDatasetTag(dataset.DatasetId, "team")).Tags.Keys);
    }

    [Fact]
    public async Task A_schema_keeps_the_first_type_of_each_member()
    {
        var dataset = await NewDataset();
        await Upsert(
            dataset,
            Question("""{"s":"a","f":0.5,"i":1,"b":true,"l":[],"o":{}}""", """{"ok":true}""", outputs: """{"n":1}"""),
            Question("""{"s":1}""", outputs: "1"));
        var schema = (await Reread(dataset)).Schema!;
        Assert.Equal(
            ["b=boolean", "f=float", "i=integer", "l=array", "o=object", "s=string"],
            schema.Inputs.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal("boolean", schema.Expectations["ok"]);
        Assert.Equal("integer", schema.Outputs["n"]);
    }

    [Fact]
    public async Task Pages_of_records_do_not_shift_when_records_are_deleted()
    {
        var dataset = await NewDataset();
        await Upsert(dataset, [.. Enumerable.Range(0, 5).Select(i => Question($$"""{"q":{{i}}}"""))]);
        var first = Ok(await Datasets.GetRecords(dataset.DatasetId, new PageRequest(2)));
        Assert.Equal(1, Ok(await Datasets.DeleteRecords(dataset.DatasetId, [first.Items[0].RecordId, new("dr-none")])));
        var second = Ok(await Datasets.GetRecords(dataset.DatasetId, new PageRequest(2, first.NextPageToken)));
        Assert.Equal(["""{"q":2}""", """{"q":3}"""], second.Items.Select(record => Serialize(record.Inputs)));
        var last = Ok(await Datasets.GetRecords(dataset.DatasetId, new PageRequest(2, second.NextPageToken)));
        Assert.Equal("""{"q":4}""", Serialize(Assert.Single(last.Items).Inputs));
        Assert.Null(last.NextPageToken);
        Assert.Equal(4, (await Reread(dataset)).RecordCount);
    }

    [Fact]
    public async Task Deleting_a_dataset_deletes_its_records_and_can_be_repeated()
    {
        var dataset = await NewDataset();
        await Upsert(dataset, Question("""{"q":1}"""));
        for (var i = 0; i < 2; i++) Ok(await Datasets.DeleteDataset(dataset.DatasetId));
        Refused(
            await Datasets.GetRecords(dataset.DatasetId, new PageRequest()), ProblemKind.NotFound,
            ProblemCodes.DatasetNotFound);
    }

    [Fact]
    public async Task Datasets_are_found_by_any_of_their_experiments_and_by_filter()
    {
        var id = (await NewExperiment("one")).ExperimentId;
        var two = (await NewExperiment("two")).ExperimentId;
        var a = await NewDataset("a", id);
        await NewDataset("b", id, two);
        await NewDataset("c");
        Assert.Equal(["a", "b"], await Search("", [id], "name"));
        Assert.Equal(["b"], await Search("", [two]));
        Assert.Equal(["c", "b", "a"], await Search("tags.team = 'qa'", [], "name DESC"));
        Assert.Equal(["b"], await Search("name LIKE 'b%' AND created_time > 0", []));
        Assert.Equal([id, two], Ok(await Datasets.AddExperiments(a.DatasetId, [two, id])).ExperimentIds);
        Assert.Equal(["a", "b"], await Search("", [two, id], "name"));
        Assert.Equal([two], Ok(await Datasets.RemoveExperiments(a.DatasetId, [id, new("77")])).ExperimentIds);
        Refused(
            await Datasets.AddExperiments(a.DatasetId, [new("77")]), ProblemKind.NotFound,
            ProblemCodes.ExperimentNotFound);
    }

    [Fact]
    public async Task A_change_that_is_too_large_is_refused_and_changes_nothing()
    {
        var dataset = await NewDataset();
        var large = Question("""{"q":1}""", $$"""{"a":"{{new string('<', Limits.DatasetRecordBytesMax / 6)}}"}""");
        Refused(
            await Datasets.UpsertRecords(dataset.DatasetId, [Question("""{"q":0}"""), large]), ProblemKind.Invalid,
            ProblemCodes.LimitExceeded);
        Assert.Empty(await Records(dataset));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Datasets_and_records_are_unchanged_when_the_store_is_opened_again(bool settled)
    {
        var dataset = await NewDataset("kept", new ExperimentId("0"));
        var gone = await NewDataset("gone");
        await Upsert(dataset, Question("""{"q":"ä<\u2028"}""", """{"n":1e5}""", outputs: "null"), Question("{}"));
        await Upsert(gone, Question("{}"));
        if (settled) await Store.Checkpoint();
        await Upsert(dataset, Question("{}", """{"b":[1,null]}"""));
        Ok(await Datasets.DeleteDataset(gone.DatasetId));
        if (settled) await Store.Checkpoint();
        var before = JsonSerializer.Serialize((await Reread(dataset), await Records(dataset)), WithFields);

        await Store.Reopen();

        Assert.Equal(before, JsonSerializer.Serialize((await Reread(dataset), await Records(dataset)), WithFields));
        Assert.Equal(["kept"], await Search("", []));
        Assert.Equal(new RecordsChanged(0, 1), await Upsert(dataset, Question("""{"q":"ä<\u2028"}""")));
    }

    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };
}

using Tauro.Contracts.Evaluation;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;

namespace Tauro.Stores.ContractTests;

public abstract partial class EvaluationStoreContract
{
    [Fact]
    public async Task Datasets_added_or_deleted_between_pages_neither_repeat_nor_hide_others()
    {
        var before = new List<EvaluationDataset>();
        foreach (var name in new[] { "b", "d", "f", "h" }) before.Add(await NewDataset(name));
        OrderBy[] byName = [new(new Field(FieldKind.Attribute, "name"))];
        var round = 0;
        var paged = await Pages.Read(
            page => Datasets.SearchDatasets(new EvaluationQuery([], page, OrderBy: byName)), 2, async () =>
            {
                if (round++ > 0) return;
                foreach (var name in new[] { "a", "c", "d", "g" }) await NewDataset(name);
                Ok(await Datasets.DeleteDataset(before[0].DatasetId));
            });
        Assert.Equal(paged.Count, paged.DistinctBy(dataset => dataset.DatasetId).Count());
        Assert.Equal(["b", "d", "f", "g", "h"], paged.Select(dataset => dataset.Name).Distinct());
    }

    [Fact]
    public async Task Records_added_or_deleted_between_pages_neither_repeat_nor_hide_others()
    {
        var dataset = await NewDataset();
        await Upsert(dataset, [.. Enumerable.Range(0, 5).Select(i => Question($$"""{"q":{{i}}}"""))]);
        var gone = (await Records(dataset)).Take(2).Select(record => record.RecordId).ToArray();
        var round = 0;
        var paged = await Pages.Read(
            page => Datasets.GetRecords(dataset.DatasetId, page), 2, async () =>
            {
                if (round++ > 0) return;
                await Upsert(dataset, Question("""{"q":5}"""), Question("""{"q":4}"""));
                Ok(await Datasets.DeleteRecords(dataset.DatasetId, gone));
            });
        Assert.Equal(
            Enumerable.Range(0, 6).Select(i => $$"""{"q":{{i}}}"""), paged.Select(record => Serialize(record.Inputs)));
    }

    [Fact]
    public async Task A_page_token_of_datasets_or_records_is_valid_only_for_its_query()
    {
        var (evaluationDataset, two) = (await NewDataset("one"), await NewDataset("two"));
        foreach (var dataset in new[] { evaluationDataset, two })
            await Upsert(dataset, Question("""{"q":1}"""), Question("""{"q":2}"""));
        await Pages.AcceptOnlyTheirOwnTokens(
            page => Datasets.GetRecords(evaluationDataset.DatasetId, page),
            page => Datasets.GetRecords(two.DatasetId, page));
        await Pages.AcceptOnlyTheirOwnTokens(
            page => Datasets.SearchDatasets(new EvaluationQuery([], page)),
            page => Datasets.SearchDatasets(new EvaluationQuery(
                [], page, OrderBy: [new OrderBy(new Field(FieldKind.Attribute, "name"))])));
    }
}

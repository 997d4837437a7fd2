using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Stores.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Tests.Paging;

public sealed class PageBytesTests
{
    private static readonly RowComparer<Experiment> ById = new((row => Literal.From(row.ExperimentId.Value), false));

    [Fact]
    public void A_page_ends_before_its_items_have_too_many_bytes()
    {
        var rows = Experiments(5, Limits.PageBytesMax / 5 * 2);
        Assert.Equal([2, 2, 1], Sizes(rows, 100));
        Assert.Equal([1, 1, 1, 1, 1], Sizes(rows, 1));
    }

    [Fact]
    public void An_item_that_is_larger_than_a_page_is_a_page()
    {
        Assert.Equal([1, 1], Sizes(Experiments(2, Limits.PageBytesMax + 1), 100));
    }

    /// <summary>
    /// Every type of which a store returns pages has a sample, in which the long member is in the place where a client
    /// can put most.
    /// </summary>
    [Fact]
    public void The_estimate_of_every_kind_of_item_follows_its_longest_member()
    {
        var value = new string('x', 50_000);
        var tags = new Dictionary<string, string> { ["t"] = value };
        var json = JsonSerializer.SerializeToElement(value);
        object[] samples =
        [
            new Artifact(value, false), new MetricValue(1, 1, 1),
            new Experiment { ExperimentId = new("1"), Name = "", ArtifactLocation = "", Tags = tags },
            new Run { RunId = new("1"), ExperimentId = new("1"), Name = "", ArtifactUri = "", Params = tags },
            new LoggedModel
            {
                ModelId = new("1"), ExperimentId = new("1"), Name = "", ArtifactUri = "", Params = tags,
            },
            new Trace { TraceId = new("1"), ExperimentId = new("1"), Metadata = tags },
            new RegisteredModel { ModelId = new("1"), Name = "", Tags = tags },
            new ModelVersion { ModelId = new("1"), Name = "", Version = 1, Tags = tags },
            new EvaluationDataset { DatasetId = new("1"), Name = "", Digest = "", Tags = tags },
            new EvaluationRecord { RecordId = new("1"), DatasetId = new("1"), InputsHash = "", Inputs = json },
            new Issue { IssueId = new("1"), ExperimentId = new("1"), Name = "", Description = value },
            new LabelSchema
            {
                SchemaId = new("1"), ExperimentId = new("1"), Name = "", Input = new LabelInput(Text: new TextInput()),
                Instruction = value,
            },
            new ReviewQueue { QueueId = new("1"), ExperimentId = new("1"), Name = "", Users = [value] },
            new ReviewQueueItem { QueueId = new("1"), TraceId = new("1"), CompletedBy = value },
            new Policy
            {
                Name = "", Version = 1, Scope = new PolicyScope(value), Gate = default, Rules = [],
            },
            new Approval
            {
                ApprovalId = new("1"), Name = "", Version = 1, Gate = default, Digest = "", By = "", Comment = value,
            },
            new RetentionPolicy { Name = "", Version = 1, Scope = new RetentionScope(), Description = value },
            new Hold { Resource = "", Reason = value },
            new MetricRule
            {
                RuleId = new("1"), ExperimentId = new("1"), Metric = "", Type = default, Operator = default,
                Value = 1, Description = value,
            },
            new RetentionJob
            {
                JobId = new("1"), Policies = [], Failures = [new RetentionFailure("", "", value)],
            },
            new DeadEvent(
                new("1"), "q",
                new EventRecord(1, "a/1", "t", "/s", value, DateTimeOffset.UnixEpoch, json), 1, "",
                DateTimeOffset.UnixEpoch),
        ];

        var types = typeof(IRunStore).Assembly.GetTypes().Where(type => type.IsInterface)
            .SelectMany(type => type.GetMethods()).SelectMany(method => Nested(method.ReturnType))
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>))
            .Select(type => type.GetGenericArguments()[0]).Distinct().ToList();
        Assert.InRange(types.Count, 10, int.MaxValue);
        foreach (var type in types)
        {
            var sample = Assert.Single(samples, sample => sample.GetType() == type);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(sample, TauroJson.Options).Length;
            Assert.True(PageBytes.Estimate(sample) >= bytes * 9 / 10, $"{type.Name}: {PageBytes.Estimate(sample)}");
        }
    }

    private static IEnumerable<Type> Nested(Type type) =>
        type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Nested)] : [];

    private static List<Experiment> Experiments(int count, int bytes)
    {
        var value = new string('x', bytes);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Experiment
            {
                ExperimentId = new ExperimentId($"{i}"), Name = $"{i}", ArtifactLocation = "",
                Tags = new Dictionary<string, string> { ["t"] = value },
            }),
        ];
    }

    private static List<int> Sizes(List<Experiment> rows, int size)
    {
        var (sizes, token, read) = (new List<int>(), (string?)null, new List<Experiment>());
        do
        {
            var page = SortedPage.From(rows, ById, new PageRequest(size, token), "rows").Value;
            sizes.Add(page.Items.Count);
            read.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(rows, read);
        return sizes;
    }
}

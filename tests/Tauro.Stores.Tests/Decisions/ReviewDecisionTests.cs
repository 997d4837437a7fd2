using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class ReviewDecisionTests
{
    private static readonly Experiment Active =
        new() { ExperimentId = new("1"), Name = "e", ArtifactLocation = "a:/1" };

    public static TheoryData<string, LabelInput> BadInputs => new()
    {
        { "exactly one", new LabelInput() },
        { "exactly one", new LabelInput(new PassFailInput("a", "b"), Text: new TextInput()) },
        { "distinct", new LabelInput(new PassFailInput("a", "a")) },
        { "positive_label has 0", new LabelInput(new PassFailInput("", "a")) },
        { "negative_label has 65", new LabelInput(new PassFailInput("a", new string('x', 65))) },
        { "0 options", new LabelInput(Categorical: new CategoricalInput([])) },
        {
            "11 options",
            new LabelInput(Categorical: new CategoricalInput([.. Enumerable.Range(0, 11).Select(i => $"{i}")]))
        },
        { "given twice", new LabelInput(Categorical: new CategoricalInput(["a", "b", "a"])) },
        { "not less", new LabelInput(Numeric: new NumericInput(1, 1)) },
        { "infinite", new LabelInput(Numeric: new NumericInput(double.NegativeInfinity)) },
        { "at least 1", new LabelInput(Text: new TextInput(0)) },
    };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public void An_input_without_a_possible_answer_is_refused(string phrase, LabelInput input) => Assert.Contains(
        phrase,
        LabelRules.Check(new NewLabelSchema(new("1"), "a", LabelSchemaType.Feedback, input))?.Message);

    [Theory]
    [InlineData("", "name is blank")]
    [InlineData("Default", "reserved")]
    public void A_custom_queue_needs_a_free_name(string name, string phrase) => Assert.Contains(
        phrase, ReviewRules.Normalize(Custom(name)).Problem?.Message);

    [Fact]
    public void A_queue_has_few_users_and_a_users_queue_only_its_own()
    {
        var many = Enumerable.Range(0, Limits.ReviewUsersMax + 1).Select(i => $"u{i}").ToArray();
        Assert.Equal(
            ProblemCodes.LimitExceeded, ReviewRules.Normalize(Custom("a") with { Users = many }).Problem?.Code);
        var own = Custom("Ann") with { QueueType = ReviewQueueType.User, Users = ["ANN "] };
        Assert.Equal(["ann"], Ok(ReviewRules.Normalize(own)).Users);
        Assert.Contains("exactly one", ReviewRules.Normalize(own with { Users = ["bob"] }).Problem?.Message);
        Assert.Contains("leave out", ReviewRules.Normalize(own with { SchemaIds = [new("ls-1")] }).Problem?.Message);
    }

    [Fact]
    public void An_experiment_takes_a_limited_number_of_issues()
    {
        var issue = new NewIssue(new("1"), "a", "d");
        Assert.True(IssueWrites.Create(Active, issue, false, Limits.IssuesMax - 1, new("iss-1"), Now).IsOk);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            IssueWrites.Create(Active, issue, false, Limits.IssuesMax, new("iss-1"), Now).Problem?.Code);
    }

    [Fact]
    public void An_experiment_takes_a_limited_number_of_label_schemas_and_of_queues()
    {
        var input = new LabelInput(Text: new TextInput());
        var request = new NewLabelSchema(new("1"), "a", LabelSchemaType.Feedback, input);
        var schemas = Enumerable.Range(0, Limits.LabelSchemasMax).Select(i => new LabelSchema
        {
            SchemaId = new($"ls-{i}"), ExperimentId = new("1"), Name = $"s{i}", Input = input,
        }).ToList();
        var queues = Enumerable.Range(0, Limits.ReviewQueuesMax).Select(i => new ReviewQueue
        {
            QueueId = new($"rq-{i}"), ExperimentId = new("1"), Name = $"q{i}",
        }).ToList();

        Assert.True(LabelSchemaWrites.Create(Active, request, schemas[1..], new("ls"), Now).IsOk);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            LabelSchemaWrites.Create(Active, request, schemas, new("ls"), Now).Problem?.Code);
        Assert.True(Create(queues[1..]).IsOk);
        Assert.Equal(ProblemCodes.LimitExceeded, Create(queues).Problem?.Code);

        static StoreOutcome<Decision<ReviewFact, ReviewQueue>> Create(List<ReviewQueue> queues) =>
            ReviewQueueWrites.Create(
                new ReviewQueueAggregate(Active, queues, _ => true), Custom("a"), new("rq"), Now);
    }

    [Fact]
    public void A_queue_is_deleted_first_and_the_items_that_one_commit_does_not_take_afterwards()
    {
        var queue = new ReviewQueue { QueueId = new("rq-1"), ExperimentId = new("1"), Name = "q" };
        var items = Enumerable.Range(0, ReviewItemWrites.ItemsMax + 1).Select(i =>
            new ReviewQueueItem { QueueId = queue.QueueId, TraceId = new($"tr-{i}") });

        var first = ReviewItemWrites.DeleteQueue(queue, items);
        var last = ReviewItemWrites.RemoveOrphans(null, items.Skip(ReviewItemWrites.ItemsMax));

        Assert.Equal(ReviewItemWrites.ItemsMax + 1, first.Facts.Count);
        Assert.IsType<ReviewFact.RemoveQueue>(first.Facts[0]);
        Assert.IsType<ReviewFact.RemoveItem>(Assert.Single(last.Facts));
        Assert.Empty(ReviewItemWrites.DeleteQueue(null, items).Facts);
        Assert.Empty(ReviewItemWrites.RemoveOrphans(queue, items).Facts);
    }

    private static NewReviewQueue Custom(string name) => new(new("1"), name, ReviewQueueType.Custom, [], []);
}

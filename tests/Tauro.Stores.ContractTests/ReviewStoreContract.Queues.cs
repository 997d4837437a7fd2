using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.ContractTests;

public abstract partial class ReviewStoreContract
{
    private async Task<ReviewQueue> Queue(string name, string[]? users = null, LabelSchemaId[]? schemas = null) => Ok(
        await Reviews.CreateQueue(new NewReviewQueue(
            Default, name, ReviewQueueType.Custom, users ?? [], schemas ?? [])));

    private async Task<string[]> Items(ReviewQueue queue, ReviewStatus? status = null) =>
        [.. Ok(await Reviews.ListItems(queue.QueueId, All, status)).Items.Select(item => $"{item.TraceId}").Order()];

    [Fact]
    public async Task Names_are_trimmed_and_unique_in_any_letter_case_and_users_are_in_lower_case()
    {
        var queue = await Queue(" Safety ", [" Bob", "ann", "bob "]);
        Assert.Equal(("Safety", "ann,bob"), (queue.Name, string.Join(',', queue.Users)));
        Assert.Equal(queue.QueueId, Ok(await Reviews.GetQueueByName(Default, "SAFETY")).QueueId);
        Refused(
            await Reviews.CreateQueue(new NewReviewQueue(Default, "safety", ReviewQueueType.Custom, [], [])),
            ProblemKind.Conflict, ProblemCodes.ReviewQueueNameTaken);
        var other = (await NewExperiment()).ExperimentId;
        Ok(await Reviews.CreateQueue(new NewReviewQueue(other, "safety", ReviewQueueType.Custom, [], [])));
        Refused(
            await Reviews.GetQueueByName(Default, "none"), ProblemKind.NotFound, ProblemCodes.ReviewQueueNotFound);
        Refused(await Reviews.GetQueue(new("none")), ProblemKind.NotFound, ProblemCodes.ReviewQueueNotFound);
    }

    [Fact]
    public async Task A_users_queue_is_created_once_and_cannot_be_updated()
    {
        var first = Ok(await Reviews.GetOrCreateUserQueue(Default, " Ann@Example.com "));
        var again = Ok(await Reviews.GetOrCreateUserQueue(Default, "ann@example.com"));
        Assert.Equal(
            (first.QueueId, "ann@example.com", "ann@example.com", "ann@example.com"),
            (again.QueueId, again.Name, again.CreatedBy, Assert.Single(again.Users)));
        Invalid(await Reviews.UpdateQueue(first.QueueId, new ReviewQueueChange("x")));
        Ok(await Reviews.GetOrCreateUserQueue(Default, "default"));
        await Queue("bob");
        Refused(
            await Reviews.GetOrCreateUserQueue(Default, "bob"), ProblemKind.Conflict,
            ProblemCodes.ReviewQueueNameTaken);
    }

    [Fact]
    public async Task A_queue_refers_to_label_schemas_of_its_experiment_and_keeps_deleted_ones()
    {
        var other = (await NewExperiment()).ExperimentId;
        var mine = await Schema("a");
        var foreign = Ok(await Reviews.CreateSchema(
            new NewLabelSchema(other, "a", LabelSchemaType.Feedback, YesNo)));
        var queue = await Queue("q", schemas: [mine.SchemaId]);
        Invalid(await Reviews.UpdateQueue(
            queue.QueueId, new ReviewQueueChange(SchemaIds: [mine.SchemaId, foreign.SchemaId])));
        Ok(await Reviews.DeleteSchema(mine.SchemaId));
        Assert.Equal([mine.SchemaId], Ok(await Reviews.GetQueue(queue.QueueId)).SchemaIds);
    }

    [Fact]
    public async Task A_queue_is_changed_only_in_what_is_given_and_its_questions_are_fixed_while_it_has_items()
    {
        var schema = await Schema("a");
        var queue = await Queue("q", ["ann"], [schema.SchemaId]);
        var renamed = Ok(await Reviews.UpdateQueue(queue.QueueId, new ReviewQueueChange("Q", CreatedBy: "eve")));
        Assert.Equal(
            ("Q", "eve", "ann", schema.SchemaId),
            (renamed.Name, renamed.CreatedBy, Assert.Single(renamed.Users), Assert.Single(renamed.SchemaIds)));
        await Start("tr-1");
        Ok(await Reviews.AddItems(queue.QueueId, [new("tr-1")]));
        Invalid(await Reviews.UpdateQueue(queue.QueueId, new ReviewQueueChange(SchemaIds: [])));
        Assert.Empty(Ok(await Reviews.UpdateQueue(queue.QueueId, new ReviewQueueChange(Users: []))).Users);
        Ok(await Reviews.RemoveItems(queue.QueueId, [new("tr-1"), new("tr-none")]));
        Assert.Empty(Ok(await Reviews.UpdateQueue(queue.QueueId, new ReviewQueueChange(SchemaIds: []))).SchemaIds);
    }

    [Fact]
    public async Task Queues_are_listed_by_user_and_by_trace()
    {
        var (a, b) = (await Queue("a", ["ann"]), await Queue("b", ["bob", "ann"]));
        await Start("tr-1");
        Ok(await Reviews.AddItems(a.QueueId, [new("tr-1")]));
        Assert.Equal(["a", "b"], await Names("ANN"));
        Assert.Equal(["b"], await Names("bob"));
        Assert.Equal(["a"], await Names(null, new("tr-1")));
        Assert.Empty(await Names("bob", new("tr-1")));
        Ok(await Reviews.DeleteQueue(b.QueueId));
        Ok(await Reviews.DeleteQueue(b.QueueId));
        Assert.Equal(["a"], await Names(null));

        async Task<string[]> Names(string? user, TraceId? trace = null) =>
            [.. Ok(await Reviews.ListQueues(Default, All, user, trace)).Items.Select(queue => queue.Name).Order()];
    }

    [Fact]
    public async Task Traces_are_added_all_or_none_and_again_without_effect()
    {
        var queue = await Queue("q");
        var other = (await NewExperiment()).ExperimentId;
        Ok(await Traces.StartTrace(new Trace { TraceId = new("tr-other"), ExperimentId = other }));
        await Start("tr-1", "tr-2");
        Refused(
            await Reviews.AddItems(queue.QueueId, [new("tr-1"), new("tr-other")]), ProblemKind.NotFound,
            ProblemCodes.TraceNotFound);
        Invalid(await Reviews.AddItems(queue.QueueId, []));
        Assert.Empty(await Items(queue));

        Ok(await Reviews.AddItems(queue.QueueId, [new("tr-2")]));
        Ok(await Reviews.SetItemStatus(queue.QueueId, new("tr-2"), ReviewStatus.Declined, " Ann "));
        var items = Ok(await Reviews.AddItems(queue.QueueId, [new("tr-1"), new("tr-2"), new("tr-1")]));
        Assert.Equal(
            ["tr-1 Pending ", "tr-2 Declined ann"],
            items.Select(item => $"{item.TraceId} {item.Status} {item.CompletedBy}"));
        Assert.Equal(["tr-1"], await Items(queue, ReviewStatus.Pending));
    }

    [Fact]
    public async Task A_review_has_a_reviewer_exactly_while_it_is_complete_or_declined()
    {
        var queue = await Queue("q");
        await Start("tr-1");
        Ok(await Reviews.AddItems(queue.QueueId, [new("tr-1")]));
        Invalid(await Reviews.SetItemStatus(queue.QueueId, new("tr-1"), ReviewStatus.Complete));
        Invalid(await Reviews.SetItemStatus(queue.QueueId, new("tr-1"), ReviewStatus.Pending, "ann"));
        Refused(
            await Reviews.SetItemStatus(queue.QueueId, new("tr-9"), ReviewStatus.Complete, "ann"),
            ProblemKind.NotFound, ProblemCodes.ReviewItemNotFound);
        var done = Ok(await Reviews.SetItemStatus(queue.QueueId, new("tr-1"), ReviewStatus.Complete, "ann"));
        Assert.Equal(("ann", done.LastUpdateTime), (done.CompletedBy, done.CompletedTime));
        var same = Ok(await Reviews.SetItemStatus(queue.QueueId, new("tr-1"), ReviewStatus.Complete, "bob"));
        Assert.Equal("ann", same.CompletedBy);
        var open = Ok(await Reviews.SetItemStatus(queue.QueueId, new("tr-1"), ReviewStatus.Pending));
        Assert.Equal((null, null), (open.CompletedBy, open.CompletedTime));
    }

    [Fact]
    public async Task A_deleted_trace_leaves_its_queues()
    {
        var (a, b) = (await Queue("a"), await Queue("b"));
        await Start("tr-1", "tr-2");
        Ok(await Reviews.AddItems(a.QueueId, [new("tr-1"), new("tr-2")]));
        Ok(await Reviews.AddItems(b.QueueId, [new("tr-1")]));
        Ok(await Traces.DeleteTraces(Default, new TraceDeletion { TraceIds = [new("tr-1")] }));
        Assert.Equal(["tr-2"], await Items(a));
        Assert.Empty(await Items(b));
        await Start("tr-1");
        Assert.Empty(await Items(b));
    }

    [Fact]
    public async Task A_deleted_queue_leaves_no_items()
    {
        var queue = await Queue("q");
        await Start("tr-1");
        Ok(await Reviews.AddItems(queue.QueueId, [new("tr-1")]));
        Ok(await Reviews.DeleteQueue(queue.QueueId));
        Refused(
            await Reviews.ListItems(queue.QueueId, All), ProblemKind.NotFound, ProblemCodes.ReviewQueueNotFound);
        Assert.Empty(Ok(await Reviews.ListQueues(Default, All, traceId: new("tr-1"))).Items);
    }
}

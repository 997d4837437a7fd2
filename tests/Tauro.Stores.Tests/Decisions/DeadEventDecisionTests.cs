using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class DeadEventDecisionTests
{
    [Fact]
    public void A_full_list_drops_the_oldest()
    {
        var all = Enumerable.Range(1, Limits.DeadEventsMax).Reverse().Select(Dead).ToList();
        var kept = DeadEventWrites.Keep(Dead(0), false, all.Count, all);

        Assert.Equal(1, kept.Value);
        Assert.Equal(
            [new DeadEventRemoved(IdOf(1), "queue", "type"), new EventDead(IdOf(0), "queue", "type", 5)], kept.Events);
        Assert.Equal(
            [new DeadEventFact.RemoveDeadEvent(IdOf(1)), new DeadEventFact.PutDeadEvent(Dead(0))], kept.Facts);
    }

    [Fact]
    public void One_that_is_listed_already_takes_its_own_place()
    {
        var all = Enumerable.Range(1, Limits.DeadEventsMax).Select(Dead).ToList();
        var kept = DeadEventWrites.Keep(Dead(1), true, all.Count, all);

        Assert.Equal(0, kept.Value);
        Assert.Empty(kept.Events);
        Assert.Equal(new DeadEventFact.PutDeadEvent(Dead(1)), Assert.Single(kept.Facts));
    }

    [Fact]
    public void What_is_not_listed_cannot_be_deleted()
    {
        Assert.Equal(ProblemCodes.DeadEventNotFound, DeadEventWrites.Delete(null, new("x")).Problem?.Code);
        Assert.Equal(Dead(1), Ok(DeadEventWrites.Delete(Dead(1), IdOf(1))).Value);
    }

    private static DeadEventId IdOf(int number) => new($"{number:D8}");

    private static DeadEvent Dead(int number) => new(
        IdOf(number), "queue",
        new EventRecord(number, "id", "type", "source", "subject", default, default, null), 5, "no", default);
}

using Tauro.Contracts.Ids;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Tests.State;

public sealed class WorkspaceTotalsTests
{
    private static readonly WorkspaceName[] Workspaces = [WorkspaceName.Default, new("team-a"), new("team-b")];

    /// <summary>Against a sum that is made each time.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void They_are_the_sums_over_the_resources_after_any_changes(int seed)
    {
        var random = new Random(seed);
        var places = new Dictionary<string, WorkspaceName>();
        var amounts = new Dictionary<string, long>();
        var totals = new WorkspaceTotals(id => places.GetValueOrDefault(id));
        for (var i = 0; i < 20_000; i++)
        {
            var id = $"{random.Next(20)}";
            if (random.Next(4) > 0)
            {
                var amount = random.Next(10);
                totals.Add(id, amount);
                amounts[id] = amounts.GetValueOrDefault(id) + amount;
            }
            else
            {
                // Created, moved, or removed with all that it has still there.
                WorkspaceName? before = places.TryGetValue(id, out var place) ? place : null;
                WorkspaceName? after = before is null || random.Next(2) == 0 ? Workspaces[random.Next(3)] : null;
                if (after is { } to) places[id] = to;
                else places.Remove(id);
                totals.Moved(id, before, after);
            }

            if (random.Next(50) == 0) totals = i % 2 == 0 ? totals : Copy();
            var workspace = Workspaces[random.Next(3)];
            if (i < 10) continue;
            Assert.Equal(
                amounts.Where(pair => places.GetValueOrDefault(pair.Key) == workspace).Sum(pair => pair.Value),
                totals.In(workspace));
        }

        WorkspaceTotals Copy()
        {
            var copy = new WorkspaceTotals(id => places.GetValueOrDefault(id));
            foreach (var (id, amount) in amounts) copy.Add(id, amount);
            return copy;
        }
    }
}

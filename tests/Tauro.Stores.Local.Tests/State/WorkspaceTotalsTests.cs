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
        var totals = new WorkspaceTotals();
        for (var i = 0; i < 20_000; i++)
        {
            var id = $"{random.Next(20)}";
            if (random.Next(4) > 0)
            {
                // Also before the resource exists, as when a store is loaded.
                var amount = random.Next(-5, 10);
                totals.Add(id, amount);
                amounts[id] = amounts.GetValueOrDefault(id) + amount;
            }
            else if (random.Next(3) > 0)
            {
                places[id] = Workspaces[random.Next(3)];
                totals.Moved(id, places[id]);
            }
            else
            {
                // Removed with all that it has still there.
                places.Remove(id);
                totals.Moved(id, null);
            }

            var workspace = Workspaces[random.Next(3)];
            Assert.Equal(
                amounts.Where(pair => places.GetValueOrDefault(pair.Key) == workspace).Sum(pair => pair.Value),
                totals.In(workspace));
        }
    }
}

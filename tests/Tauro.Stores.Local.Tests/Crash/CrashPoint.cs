using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>A disk as it was after one of its operations, and what a store on it had promised by then.</summary>
/// <param name="Name">For a message.</param>
/// <param name="Disk">With all that was not synced yet.</param>
/// <param name="Model">What was acknowledged.</param>
/// <param name="UnderWay">What was not answered yet: there as a whole, or not at all.</param>
internal sealed record CrashPoint<TModel>(
    string Name, SimulatedDisk Disk, TModel Model, IReadOnlyList<Action<TModel>> UnderWay)
    where TModel : ReferenceModel<TModel>
{
    private const int SubsetsOfMax = 8;

    /// <summary>The model that fits what is there: what was under way counts when all that it adds is found.</summary>
    public TModel Resolve(SortedSet<string> found)
    {
        var resolved = ResolveOneByOne(found);
        return resolved.Facts().SetEquals(found) ? resolved : ResolveTogether(found) ?? resolved;
    }

    /// <summary>One effect may hide another's, so that only some of them together explain what is there.</summary>
    private TModel? ResolveTogether(SortedSet<string> found)
    {
        if (UnderWay.Count > SubsetsOfMax) return null;
        for (var subset = (1 << UnderWay.Count) - 1; subset > 0; subset--)
        {
            var some = subset;
            var effects = UnderWay.Where((_, index) => (some & (1 << index)) != 0);
            var with = With(Model, effects);
            if (with?.Facts().SetEquals(found) is true) return with;
        }

        return null;
    }

    private TModel ResolveOneByOne(SortedSet<string> found)
    {
        var (resolved, left) = (Model, UnderWay.ToList());
        for (var count = -1; count != left.Count;)
        {
            // Again, while one fits: what another one hides of its own fits only with that one.
            count = left.Count;
            foreach (var effect in left.ToList())
            {
                if (With(resolved, [effect]) is not { } with || !Fits(resolved, with, found)) continue;
                resolved = with;
                left.Remove(effect);
            }
        }

        return resolved;
    }

    private static bool Fits(TModel without, TModel with, SortedSet<string> found)
    {
        var (before, after) = (without.Facts(), with.Facts());
        return after.Where(fact => !before.Contains(fact)).All(found.Contains)
            && before.Where(fact => !after.Contains(fact)).All(fact => !found.Contains(fact));
    }

    /// <summary>Null where an effect is on what another took away: they cannot both be there.</summary>
    private static TModel? With(TModel model, IEnumerable<Action<TModel>> effects)
    {
        var with = model.Copy();
        try
        {
            foreach (var effect in effects) effect(with);
            return with;
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    public void Compare(TModel expected, SortedSet<string> found, string when)
    {
        var facts = expected.Facts();
        if (facts.SetEquals(found)) return;
        Assert.Fail(
            $"{Name}, {when}:\nmissing:\n  {string.Join("\n  ", facts.Except(found))}\n" +
            $"too much:\n  {string.Join("\n  ", found.Except(facts))}");
    }
}

using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The state of a disk after one of its operations, and what a store on it had acknowledged by then.</summary>
/// <param name="Name">The name, for messages.</param>
/// <param name="Disk">The disk, including unsynced changes.</param>
/// <param name="Model">The acknowledged operations.</param>
/// <param name="UnderWay">The operations without a response yet; each has its full effect or none.</param>
internal sealed record CrashPoint<TModel>(
    string Name, SimulatedDisk Disk, TModel Model, IReadOnlyList<Action<TModel>> UnderWay)
    where TModel : ReferenceModel<TModel>
{
    private const int SubsetsOfMax = 8;

    /// <summary>
    /// Returns the model that matches the facts found: an operation under way is part of it when all its facts are.
    /// </summary>
    public TModel Resolve(SortedSet<string> found)
    {
        var resolved = ResolveOneByOne(found);
        return resolved.Facts().SetEquals(found) ? resolved : ResolveTogether(found) ?? resolved;
    }

    /// <summary>Tries all combinations, since one effect may hide that of another.</summary>
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
            // Repeated while an effect fits: one that is partly hidden by another fits only after that one.
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

    /// <summary>
    /// Returns the model with effects, or null when an effect changes something that another one removes.
    /// </summary>
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
            $"unexpected:\n  {string.Join("\n  ", found.Except(facts))}");
    }
}

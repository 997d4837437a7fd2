using Tauro.Contracts.Models;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The expected retention policy, which keeps the newest versions of each model, and the holds.</summary>
internal sealed partial class RegistryModel
{
    private HashSet<(string Name, int Number)> Holds { get; init; } = [];

    /// <summary>The number of versions that are kept; null without a policy.</summary>
    private int? KeepLast { get; set; }

    public bool IsHeld(string name, int number) => Holds.Contains((name, number));

    public bool IsHeld(string name) => Holds.Any(held => held.Name == name);

    public void Hold(string name, int number)
    {
        if (Holds.Add((name, number))) Events.Add($"tauro.hold.set models/{name}/versions/{number}");
    }

    public void Release(string name, int number)
    {
        if (Holds.Remove((name, number))) Events.Add($"tauro.hold.released models/{name}/versions/{number}");
    }

    public void SetRetention(int? keepLast)
    {
        if (keepLast == KeepLast) return;
        KeepLast = keepLast;
        Events.Add($"tauro.retention_policy.{(keepLast is null ? "deleted" : "set")} retention/policies/few");
    }

    /// <summary>Runs a retention job.</summary>
    public void Retain()
    {
        Events.Add("tauro.retention.started");
        foreach (var name in LastVersions.Keys.Order(StringComparer.Ordinal).ToList())
        {
            var newestFirst = Versions.Keys.Where(key => key.Name == name).Select(key => key.Number).OrderDescending();
            foreach (var number in newestFirst.Skip(KeepLast ?? int.MaxValue).ToList())
            {
                if (StageOf(name, number) != ModelStage.Production && !IsHeld(name, number)
                    && FindPrevious(name) != number
                    && !Aliases.Any(alias => alias.Key.Name == name && alias.Value == number))
                    DeleteVersion(name, number);
            }
        }

        Events.Add("tauro.retention.completed");
    }

    private void AddRetentionFacts(SortedSet<string> facts)
    {
        foreach (var (name, number) in Holds) facts.Add($"hold models/{name}/versions/{number}");
        if (KeepLast is { } kept) facts.Add($"retention {kept}");
    }
}

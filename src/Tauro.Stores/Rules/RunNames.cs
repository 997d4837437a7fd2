using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Rules;

/// <summary>The names of runs and logged models, generated when none is given: <c>steady-heron-204</c>.</summary>
public static class RunNames
{
    private static readonly string[] Adjectives =
    [
        "able", "amber", "bold", "brisk", "calm", "clever", "crisp", "eager", "fair", "fleet", "gentle", "glad", "keen",
        "kind", "lively", "lucid", "merry", "mild", "nimble", "noble", "peppy", "placid", "proud", "quick", "quiet",
        "rapid", "ready", "sage", "serene", "sharp", "silent", "sleek", "smart", "snug", "solid", "sound", "spry",
        "steady", "stout", "sunny", "swift", "tidy", "trusty", "upbeat", "vivid", "warm", "wise", "witty", "young",
        "zesty",
    ];

    private static readonly string[] Animals =
    [
        "adder", "badger", "bison", "bull", "carp", "cobra", "crane", "deer", "dove", "eagle", "egret", "falcon",
        "finch",
        "fox", "gazelle", "goose", "hare", "hawk", "heron", "horse", "ibex", "jackal", "koala", "lark", "lion", "llama",
        "lynx", "mole", "moose", "newt", "otter", "owl", "panda", "perch", "pike", "quail", "ram", "raven", "robin",
        "seal",
        "shrew", "sloth", "snail", "stork", "swan", "tapir", "tiger", "trout", "wolf", "zebra",
    ];

    /// <summary>Returns the name of a new run.</summary>
    public static string For(NewRun run, Entropy entropy) => run.Name is { Length: > 0 } given
        ? given
        : run.Tags?.GetValueOrDefault(TagNames.RunName) ?? Next(entropy);

    /// <summary>Returns the name of a new logged model.</summary>
    public static string For(NewLoggedModel model, Entropy entropy) => model.Name ?? Next(entropy);

    private static string Next(Entropy entropy) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Adjectives[entropy.Next(Adjectives.Length)]}-{Animals[entropy.Next(Animals.Length)]}-{entropy.Next(1_000)}");
}

namespace Tauro.LocalHosting;

/// <summary>What is to be started.</summary>
internal sealed record ProcessPlan(
    string Name, string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    /// <summary>On top of what the AppHost's own environment passes on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Exit codes after which another start would end in the same way.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];
}

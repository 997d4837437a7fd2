namespace Tauro.Tidy.Tests.Tree;

/// <summary>A broken rule: the place, the problem, and the remedy.</summary>
public sealed record Finding(string File, int Line, string Problem, string Remedy)
{
    public override string ToString() => $"{File}:{Line}: {Problem}. {Remedy}.";
}

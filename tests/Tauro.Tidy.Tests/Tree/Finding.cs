namespace Tauro.Tidy.Tests.Tree;

/// <summary>Something untidy: where it is, what it is, and what to do about it.</summary>
public sealed record Finding(string File, int Line, string Problem, string Remedy)
{
    public override string ToString() => $"{File}:{Line}: {Problem}. {Remedy}.";
}

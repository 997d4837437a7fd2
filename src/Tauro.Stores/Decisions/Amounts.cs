using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>Tokens or costs of spans. Decimals make a sum independent of the order of its terms.</summary>
public readonly record struct Amounts(decimal Input, decimal Output, decimal Total)
{
    public static Amounts operator +(Amounts left, Amounts right) =>
        new(left.Input + right.Input, left.Output + right.Output, left.Total + right.Total);

    public static Amounts operator -(Amounts left, Amounts right) =>
        new(left.Input - right.Input, left.Output - right.Output, left.Total - right.Total);

    internal static Amounts? TokensOf(Span span) =>
        span.TokenUsage is { } usage ? new(usage.InputTokens, usage.OutputTokens, usage.TotalTokens) : null;

    internal static Amounts? CostOf(Span span) =>
        span.Cost is { } cost
            ? new((decimal)cost.InputCost, (decimal)cost.OutputCost, (decimal)cost.TotalCost)
            : null;
}

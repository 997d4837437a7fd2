namespace Tauro.Stores.Filters;

/// <summary>
/// The comparisons with strings of one search, which may compile its filter for several tables. Each pattern is
/// compiled once, and all regular expressions together have one time limit.
/// </summary>
public sealed class StringTests
{
    private readonly Dictionary<(CompareOperator, string), Func<string, bool>> tests = [];
    private readonly RegexBudget budget;

    public StringTests() : this(new RegexBudget())
    {
    }

    internal StringTests(RegexBudget budget) => this.budget = budget;

    internal Func<string, bool> Get(CompareOperator compare, string literal)
    {
        if (!tests.TryGetValue((compare, literal), out var test))
            tests[(compare, literal)] = test = Create(compare, literal);
        return test;
    }

    private Func<string, bool> Create(CompareOperator compare, string literal)
    {
        switch (compare)
        {
            case CompareOperator.Equal:
                return value => value == literal;
            case CompareOperator.NotEqual:
                return value => value != literal;
            case CompareOperator.Like or CompareOperator.ILike:
                var pattern = new LikePattern(literal, ignoreCase: compare == CompareOperator.ILike);
                return value => pattern.IsMatch(value);
            case CompareOperator.RLike:
                return new RegexTest(literal, budget).IsMatch;
            default:
                throw new ArgumentException($"{compare} does not compare strings.");
        }
    }
}

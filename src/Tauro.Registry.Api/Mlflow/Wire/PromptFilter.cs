using Tauro.Contracts;
using Tauro.Stores.Filters;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// Excludes prompts from a search unless the filter contains <c>tags.`mlflow.prompt.is_prompt` = 'true'</c>. Models do
/// not have the tag at all, so <c>= 'false'</c> and <c>!= 'true'</c> are rewritten to match them.
/// </summary>
internal static class PromptFilter
{
    private static readonly Filter NoPrompt = new Filter.Not(
        new Filter.Compare(new Field(FieldKind.Tag, TagNames.IsPrompt), CompareOperator.ILike, Literal.From("true")));

    public static Filter Apply(Filter? filter)
    {
        if (filter is null) return NoPrompt;
        return SelectsPrompts(filter) ? filter : new Filter.And(Rewrite(filter), NoPrompt);
    }

    private static bool SelectsPrompts(Filter filter) => filter switch
    {
        Filter.And and => SelectsPrompts(and.Left) || SelectsPrompts(and.Right),
        Filter.Or or => SelectsPrompts(or.Left) || SelectsPrompts(or.Right),
        Filter.Not not => SelectsPrompts(not.Inner),
        Filter.Compare compare =>
            Is(compare, CompareOperator.Equal, "true") || Is(compare, CompareOperator.NotEqual, "false"),
        _ => false,
    };

    private static Filter Rewrite(Filter filter) => filter switch
    {
        Filter.And and => new Filter.And(Rewrite(and.Left), Rewrite(and.Right)),
        Filter.Or or => new Filter.Or(Rewrite(or.Left), Rewrite(or.Right)),
        Filter.Not not => new Filter.Not(Rewrite(not.Inner)),
        Filter.Compare compare when Is(compare, CompareOperator.Equal, "false")
            || Is(compare, CompareOperator.NotEqual, "true") => NoPrompt,
        _ => filter,
    };

    private static bool Is(Filter.Compare compare, CompareOperator comparison, string value) =>
        compare.Field == new Field(FieldKind.Tag, TagNames.IsPrompt)
        && compare.Operator == comparison && !compare.Negated
        && string.Equals(compare.Literal.String, value, StringComparison.OrdinalIgnoreCase);
}

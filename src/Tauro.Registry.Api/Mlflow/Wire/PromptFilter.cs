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
        new Filter.Compare(new Field(FieldKind.Tag, TagNames.IsPrompt), CompareOperator.ILike, Literal.Of("true")));

    public static Filter Apply(Filter? filter)
    {
        if (filter is null) return NoPrompt;
        return Asks(filter) ? filter : new Filter.And(Rewritten(filter), NoPrompt);
    }

    private static bool Asks(Filter filter) => filter switch
    {
        Filter.And and => Asks(and.Left) || Asks(and.Right),
        Filter.Or or => Asks(or.Left) || Asks(or.Right),
        Filter.Not not => Asks(not.Inner),
        Filter.Compare compare =>
            Is(compare, CompareOperator.Equal, "true") || Is(compare, CompareOperator.NotEqual, "false"),
        _ => false,
    };

    private static Filter Rewritten(Filter filter) => filter switch
    {
        Filter.And and => new Filter.And(Rewritten(and.Left), Rewritten(and.Right)),
        Filter.Or or => new Filter.Or(Rewritten(or.Left), Rewritten(or.Right)),
        Filter.Not not => new Filter.Not(Rewritten(not.Inner)),
        Filter.Compare compare when Is(compare, CompareOperator.Equal, "false")
            || Is(compare, CompareOperator.NotEqual, "true") => NoPrompt,
        _ => filter,
    };

    private static bool Is(Filter.Compare compare, CompareOperator with, string text) =>
        compare.Field == new Field(FieldKind.Tag, TagNames.IsPrompt)
        && compare.Operator == with
        && string.Equals(compare.Literal.Text, text, StringComparison.OrdinalIgnoreCase);
}

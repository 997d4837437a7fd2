using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores;
using Tauro.Stores.Filters;

namespace Tauro.Registry.Api.Search;

/// <summary>Converts the query parameters of a search to filters; null for a parameter that is not set.</summary>
internal static class Conditions
{
    /// <summary>Combines conditions with AND; returns the problem of the first malformed one.</summary>
    public static StoreOutcome<Filter?> Combine(params ReadOnlySpan<StoreOutcome<Filter?>> conditions)
    {
        Filter? all = null;
        foreach (var condition in conditions)
        {
            if (!condition.IsOk) return condition.Problem;
            if (condition.Value is { } next) all = all is null ? next : new Filter.And(all, next);
        }

        return StoreOutcome<Filter?>.Ok(all);
    }

    /// <summary>Matches a name or a glob: <c>fraud*</c>; <c>?</c> stands for one character.</summary>
    public static StoreOutcome<Filter?> Name(string? glob)
    {
        if (glob is null) return StoreOutcome<Filter?>.Ok(null);
        if (glob.Length > Limits.NameLengthMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The name pattern is {glob.Length} characters long; the limit is {Limits.NameLengthMax}. Shorten it.");
        return NameGlob.ToFilter(glob);
    }

    /// <summary>Matches tags: <c>key=value</c>, or <c>key</c> for any value.</summary>
    public static StoreOutcome<Filter?> Tags(string[]? tags)
    {
        Filter? all = null;
        foreach (var tag in tags ?? [])
        {
            var equals = tag.IndexOf('=');
            var field = new Field(FieldKind.Tag, equals < 0 ? tag : tag[..equals]);
            if (field.Key.Length == 0)
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidFilter, $"The tag condition '{tag}' has no key; write key=value or key.");
            Filter next = equals < 0
                ? new Filter.IsNull(field, Negated: true)
                : new Filter.Compare(field, CompareOperator.Equal, Literal.From(tag[(equals + 1)..]));
            all = all is null ? next : new Filter.And(all, next);
        }

        return StoreOutcome<Filter?>.Ok(all);
    }

    public static StoreOutcome<ModelFramework?> ParseFramework(string? value)
    {
        if (value is null) return StoreOutcome<ModelFramework?>.Ok(null);
        return ModelFrameworkName.TryParse(value, out var framework)
            ? StoreOutcome<ModelFramework?>.Ok(framework)
            : StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, $"'{value}' is not a framework; use one of {ModelFrameworkName.All}.");
    }

    public static StoreOutcome<Filter?> FrameworkIs(string? value) => ParseFramework(value) switch
    {
        { Problem: { } problem } => problem,
        { Value: null } => StoreOutcome<Filter?>.Ok(null),
        { Value: { } framework } => Is("framework", ModelFrameworkName.Get(framework)),
    };

    public static StoreOutcome<Filter?> EnumIs<TEnum>(string attribute, TEnum? choice) where TEnum : struct, Enum =>
        choice is { } value
            ? Is(attribute, JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()))
            : StoreOutcome<Filter?>.Ok(null);

    public static StoreOutcome<Filter?> AttributeIs(string attribute, string? value) =>
        value is null ? StoreOutcome<Filter?>.Ok(null) : Is(attribute, value);

    private static StoreOutcome<Filter?> Is(string attribute, string value) =>
        new Filter.Compare(new Field(FieldKind.Attribute, attribute), CompareOperator.Equal, Literal.From(value));
}

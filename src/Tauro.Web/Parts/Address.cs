using Microsoft.AspNetCore.Components;

namespace Tauro.Web.Parts;

/// <summary>The address of the present page, relative to the base of all pages.</summary>
internal static class Address
{
    /// <summary>Returns it without what has just happened, which it says only once.</summary>
    public static string Current(NavigationManager navigation) =>
        ToRelative(navigation, navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?> { [Toast.Deleted] = null, [VanishedForms.Parameter] = null }));

    /// <summary>Returns it with other values of a query parameter; without it, if there are none.</summary>
    public static string With(NavigationManager navigation, string parameter, params string?[] values) =>
        ToRelative(navigation, navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?> { [parameter] = values }));

    // An empty link would lead to the present page.
    private static string ToRelative(NavigationManager navigation, string address) =>
        navigation.ToBaseRelativePath(address) is { Length: > 0 } path ? path : "./";
}

using System.Globalization;
using Tauro.Contracts.Ids;

namespace Tauro.Web.Parts;

/// <summary>Links to experiments, runs, models and versions, relative to the base of all pages.</summary>
internal static class Link
{
    private const string Api = "api/v1/";

    public static string To(ExperimentId experiment) => $"experiments/{Uri.EscapeDataString(experiment)}";

    public static string To(RunId run) => $"runs/{Uri.EscapeDataString(run)}";

    public static string ToTraces(ExperimentId experiment, RunId run)
    {
        var filter = $"run_id = {FilterText.Quote(run.Value)}";
        return $"traces?experiment={Uri.EscapeDataString(experiment)}&q={Uri.EscapeDataString(filter)}";
    }

    public static string To(string model) => $"models/{Uri.EscapeDataString(model)}";

    public static string To(string model, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{To(model)}/versions/{version}");

    /// <summary>Returns the page with the differences of two versions.</summary>
    public static string ToDiff(string model, int before, int after) =>
        string.Create(CultureInfo.InvariantCulture, $"{To(model)}/diff/{before}/{after}");

    /// <summary>Returns the address in the API of a file of a run or a version.</summary>
    /// <param name="owner">The link to the run or version.</param>
    /// <param name="path">The path of the file.</param>
    public static string ToFile(string owner, string path) =>
        $"{Api}{owner}/artifacts/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>Returns the page of a file of a run or a version.</summary>
    /// <param name="owner">The link to the run or version.</param>
    /// <param name="path">The path of the file.</param>
    public static string ToFilePage(string owner, string path) => ToFile(owner, path)[Api.Length..];

    /// <summary>Returns the page of a resource such as <c>models/fraud</c>; null if it has none.</summary>
    public static string? ToResource(string resource) => resource.Split('/') switch
    {
        ["runs" or "experiments" or "traces" or "models" or "policies" or "datasets", _]
            or ["models", _, "versions", _] =>
            string.Join('/', resource.Split('/').Select(Uri.EscapeDataString)),
        _ => null,
    };

    /// <summary>Returns the link to a version that is written as <c>name/version</c>.</summary>
    public static string ToVersion(string reference) => reference.LastIndexOf('/') is var at and > 0
        ? $"{To(reference[..at])}/versions/{Uri.EscapeDataString(reference[(at + 1)..])}"
        : To(reference);
}

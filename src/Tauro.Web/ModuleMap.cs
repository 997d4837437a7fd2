using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.FileProviders;

namespace Tauro.Web;

/// <summary>
/// The import map of the pages' modules. They import each other by plain names, and the map leads to the files with a
/// hash in the name, which browsers keep.
/// </summary>
internal sealed partial class ModuleMap
{
    private const string Folder = "assets/";
    private const string Extension = ".js";
    private const string Label = "label";

    private static ModuleMap? last;

    private readonly ResourceAssetCollection assets;
    private readonly Dictionary<string, string> urls;
    private readonly Dictionary<string, string[]> imports;

    private ModuleMap(ResourceAssetCollection assets, IFileProvider files)
    {
        this.assets = assets;
        urls = (
            from asset in assets
            let name = asset.Properties?.FirstOrDefault(property => property.Name == Label)?.Value
            where name is not null && name.StartsWith(Folder, StringComparison.Ordinal)
                && name.EndsWith(Extension, StringComparison.Ordinal)
            orderby name
            select (Name: name[Folder.Length..], asset.Url))
            .DistinctBy(module => module.Name).ToDictionary(module => module.Name, module => module.Url);
        imports = urls.Keys.ToDictionary(name => name, name => FindImports(files.GetFileInfo(Folder + name)));
        Json = JsonSerializer.Serialize(new
        {
            imports = urls.ToDictionary(module => $"./{Folder}{module.Key}", module => $"./{module.Value}"),
        });
        Hash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Json)))}'";
    }

    /// <summary>The import map.</summary>
    public string Json { get; }

    /// <summary>The import map's source expression in a content security policy.</summary>
    public string Hash { get; }

    public static ModuleMap For(ResourceAssetCollection assets, IWebHostEnvironment site) =>
        last is { } known && ReferenceEquals(known.assets, assets)
            ? known
            : last = new ModuleMap(assets, site.WebRootFileProvider);

    /// <summary>
    /// Returns the addresses of a module, which is the first, and of all that it imports, so that a page loads them
    /// together and not when an import is found. They are relative to the base of all pages.
    /// </summary>
    /// <param name="name">The module without its extension, such as <c>runs-table</c>.</param>
    public IReadOnlyList<string> With(string name)
    {
        List<string> found = [name + Extension];
        for (var i = 0; i < found.Count; i++) found.AddRange(imports[found[i]].Except(found));
        return found.ConvertAll(module => urls[module]);
    }

    private static string[] FindImports(IFileInfo file)
    {
        using var reader = new StreamReader(file.CreateReadStream());
        return [.. Import().Matches(reader.ReadToEnd()).Select(match => match.Groups[1].Value).Distinct()];
    }

    [GeneratedRegex("""^import [^\n]*"\./([^"\n]+)";""", RegexOptions.Multiline)]
    private static partial Regex Import();
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Tauro.Web;

/// <summary>
/// The import map of the pages' modules. They import each other by plain names, and the map leads to the files with a
/// hash in the name, which browsers keep. All of them are loaded at once, not when an import is found.
/// </summary>
internal sealed class ModuleMap
{
    private const string Folder = "assets/";
    private const string Label = "label";

    private static ModuleMap? last;

    private readonly ResourceAssetCollection assets;

    private ModuleMap(ResourceAssetCollection assets)
    {
        this.assets = assets;
        var modules = (
            from asset in assets
            let name = asset.Properties?.FirstOrDefault(property => property.Name == Label)?.Value
            where name is not null && name.StartsWith(Folder, StringComparison.Ordinal)
                && name.EndsWith(".js", StringComparison.Ordinal)
            orderby name
            select (Name: name, asset.Url)).DistinctBy(module => module.Name).ToList();
        Urls = [.. modules.Select(module => module.Url)];
        Json = JsonSerializer.Serialize(
            new { imports = modules.ToDictionary(module => $"./{module.Name}", module => $"./{module.Url}") });
        Hash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Json)))}'";
    }

    /// <summary>The addresses of the modules, relative to the base of all pages.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>The import map.</summary>
    public string Json { get; }

    /// <summary>The import map's source expression in a content security policy.</summary>
    public string Hash { get; }

    public static ModuleMap For(ResourceAssetCollection assets) =>
        last is { } known && ReferenceEquals(known.assets, assets) ? known : last = new ModuleMap(assets);
}

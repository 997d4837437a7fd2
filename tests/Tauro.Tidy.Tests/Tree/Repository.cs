namespace Tauro.Tidy.Tests.Tree;

/// <summary>The working tree, without what .gitignore excludes.</summary>
public static class Repository
{
    private static readonly HashSet<string> Unversioned =
        [".git", "artifacts", "bin", "obj", "mlops_data", ".vs", ".idea", ".vscode"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IReadOnlyList<TreeFile> Files { get; } =
        [.. Walk(new DirectoryInfo(Root)).OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Names of the files and folders at the root.</summary>
    public static IEnumerable<string> RootNames => new DirectoryInfo(Root).GetFileSystemInfos()
        .Select(entry => entry.Name).Where(name => !Unversioned.Contains(name));

    public static IEnumerable<TreeFile> Source => CSharpIn("src");

    public static IEnumerable<TreeFile> Pages => WithExtension(".md");

    public static IEnumerable<TreeFile> CSharpIn(params string[] folders) =>
        WithExtension(".cs").Where(file => file.IsIn(folders));

    public static IEnumerable<TreeFile> WithExtension(params string[] extensions) =>
        Files.Where(file => extensions.Any(e => file.Path.EndsWith(e, StringComparison.Ordinal)));

    public static TreeFile Get(string path)
    {
        var file = Files.SingleOrDefault(file => file.Path == path);
        Assert.True(file is not null, $"{path} does not exist. Write it.");
        return file;
    }

    public static bool Contains(string path)
    {
        var full = Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    private static IEnumerable<TreeFile> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.GetFiles())
        {
            var path = Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
            yield return new(path, () => File.ReadAllText(file.FullName));
        }

        foreach (var inner in folder.GetDirectories().Where(d => !Unversioned.Contains(d.Name) && d.LinkTarget is null))
            foreach (var file in Walk(inner))
                yield return file;
    }

    private static string FindRoot(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Tauro.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("No folder above this program has Tauro.sln in it.");
    }
}

using System.Globalization;
using System.Reflection;

namespace Tauro.LocalHosting.Tests.Signatures;

/// <summary>Writes a public member as C# would, without namespaces: the two engines differ in those alone.</summary>
internal static class Signature
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
    };

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type => type
            .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(member => member switch
            {
                MethodInfo { IsSpecialName: false } method => Of(type, method),
                PropertyInfo property => $"{Name(property.PropertyType)} {Name(type)}.{property.Name}",
                _ => null,
            }))
        .OfType<string>()
        .Distinct();

    private static string Of(Type type, MethodInfo method)
    {
        var nullability = new NullabilityInfoContext();
        var generics = method.GetGenericArguments();
        var names = generics.Length == 0 ? "" : $"<{string.Join(", ", generics.Select(g => g.Name))}>";
        var parameters = string.Join(", ", method.GetParameters().Select(p => Of(p, nullability)));
        var constraints = string.Concat(generics.Select(Constraints));
        return $"{Name(method.ReturnType)} {Name(type)}.{method.Name}{names}({parameters}){constraints}";
    }

    private static string Of(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var array = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var readOnly = parameter.IsIn && parameter.ParameterType.IsByRef ? "in " : "";
        var type = parameter.ParameterType.IsByRef
            ? parameter.ParameterType.GetElementType()!
            : parameter.ParameterType;
        var mayBeNull = !type.IsValueType && nullability.Create(parameter).ReadState == NullabilityState.Nullable;
        var optional = mayBeNull ? "?" : "";
        return $"{array}{readOnly}{Name(type)}{optional} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: false } => "",
        { DefaultValue: bool value } => value ? " = true" : " = false",
        { DefaultValue: { } value } => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
        { ParameterType: { IsValueType: true } type } when Nullable.GetUnderlyingType(type) is null => " = default",
        _ => " = null",
    };

    private static string Constraints(Type generic)
    {
        var bounds = generic.GetGenericParameterConstraints().Select(Name).ToList();
        if (generic.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            bounds.Add("new()");
        }

        return bounds.Count == 0 ? "" : $" where {generic.Name} : {string.Join(", ", bounds)}";
    }

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying)}?";
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        var name = type.Name.Split('`')[0];
        return type.IsGenericType
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}

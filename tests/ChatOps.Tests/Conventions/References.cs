using System.Reflection;
using System.Reflection.Emit;

namespace ChatOps.Tests.Conventions;

/// <summary>Which types a type needs: in its signatures, its attributes and the code of its methods.</summary>
internal static class References
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(type.BaseType, found);
        foreach (var implemented in type.GetInterfaces()) Add(implemented, found);
        foreach (var attribute in type.GetCustomAttributesData()) Add(attribute.AttributeType, found);
        foreach (var field in type.GetFields(All)) Add(field.FieldType, found);
        foreach (var method in type.GetMembers(All).OfType<MethodBase>()) AddMethod(method, found);
        found.Remove(type);
        return found;
    }

    private static void AddMethod(MethodBase method, HashSet<Type> found)
    {
        foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType, found);
        if (method is MethodInfo { ReturnType: var returned }) Add(returned, found);
        foreach (var attribute in method.GetCustomAttributesData()) Add(attribute.AttributeType, found);
        if (method.GetMethodBody() is not { } body) return;
        foreach (var local in body.LocalVariables) Add(local.LocalType, found);
        foreach (var caught in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause)) Add(caught.CatchType, found);

        var arguments = (method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            switch (method.Module.ResolveMember(token, arguments.Item1, arguments.Item2))
            {
                case Type named:
                    Add(named, found);
                    break;
                case FieldInfo field:
                    Add(field.DeclaringType, found);
                    Add(field.FieldType, found);
                    break;
                case MethodBase called:
                    Add(called.DeclaringType, found);
                    if (called.IsGenericMethod) Array.ForEach(called.GetGenericArguments(), t => Add(t, found));
                    if (called is MethodInfo { ReturnType: var answer }) Add(answer, found);
                    break;
            }
        }
    }

    private static void Add(Type? type, HashSet<Type> found)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(type.GetElementType(), found);
            return;
        }

        if (!found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type) && !type.IsGenericType) return;
        if (type.IsGenericType) Array.ForEach(type.GetGenericArguments(), t => Add(t, found));
    }

    // Walks the instructions, because a token can only be told from other bytes by its place.
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var instruction = OpCodesByValue[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}

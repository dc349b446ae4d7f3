using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

// Optimisers on the device.
internal sealed partial class DeviceNetwork
{
    public override void Update(in DeviceUpdate update)
    {
        try
        {
            Launch(update);
        }
        catch (AcceleratorException exception)
        {
            throw Failure(exception);
        }
    }

    public override void Average(BufferMirror average, float share)
    {
        Parameters.Use();
        average.Change();
        ArrayView<float> averages = ((DeviceBuffer)average).View;
        try
        {
            Kernel("Average", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, float>(UpdateKernels.Average))(
                Stream, Grids.Fours(averages.IntLength), averages, ParametersAt(0, averages.IntLength), share);
        }
        catch (AcceleratorException exception)
        {
            throw Failure(exception);
        }
    }

    private void Launch(in DeviceUpdate update)
    {
        (int start, int length) = parameterLayout.RangeOf(update.Start, update.Length);
        Parameters.Change();
        Gradients.Change();
        ArrayView<float> parameters = ParametersAt(start, length), gradients = GradientsAt(start, length);
        ArrayView<float> first = Moment(update.First, start, length, parameters), second = Moment(update.Second, start, length, parameters);
        ArrayView<float> third = Moment(update.Third, start, length, parameters);
        var numbers = new UpdateNumbers(update.Numbers, update.GradientScale);
        int moments = (update.First is null ? 0 : 1) + (update.Second is null ? 0 : 1) + (update.Third is null ? 0 : 1);
        Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers, int> kernel = update.Kind switch
        {
            UpdateRuleKind.Adam => Update<AdamRule>(),
            UpdateRuleKind.Sgd => moments == 0 ? Update<SgdRule>() : Update<SgdMomentumRule>(),
            UpdateRuleKind.Adamax => Update<AdamaxRule>(),
            UpdateRuleKind.NAdam => Update<NAdamRule>(),
            UpdateRuleKind.RmsProp => Update<RmsPropRule>(),
            UpdateRuleKind.Adagrad => Update<AdagradRule>(),
            UpdateRuleKind.Lion => Update<LionRule>(),
            _ => throw new NotSupportedException($"{update.Kind} has no kernel for accelerators."),
        };
        kernel(Stream, Grids.Fours(length), parameters, gradients, first, second, third, numbers, moments);
    }

    private Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers, int> Update<TRule>()
        where TRule : struct, IUpdateRule => Kernel(typeof(TRule), "Update", static accelerator =>
        accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, UpdateNumbers, int>(UpdateKernels.Update<TRule>));

    // A moment that the rule does not have is not touched: any view stands for it.
    private static ArrayView<float> Moment(BufferMirror? moment, int start, int length, ArrayView<float> absent)
    {
        if (moment is null)
        {
            return absent;
        }

        moment.Change();
        return ((DeviceBuffer)moment).View.SubView(start, length);
    }
}

/// <summary>A rule's numbers, in the order of <see cref="UpdateRuleKind"/>, and what gradients are multiplied by.</summary>
internal readonly struct UpdateNumbers(ReadOnlySpan<float> numbers, float scale)
{
    public readonly float A = numbers[0], B = numbers[1], C = numbers[2], D = numbers[3], E = numbers[4], F = numbers[5], G = numbers[6], H = numbers[7], I = numbers[8];
    public readonly float Scale = scale;
}

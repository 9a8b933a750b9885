// A button.  `kind`: primary (the one act), quiet (outlined), plain (text only), round (icon; `text` is its name), chip (icon over word).
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: button

    property string kind: "quiet"
    property string glyph: ""
    property bool chosen: false // a chip or round button that stays on
    property string textKind: kind === "chip" ? "caption" : kind === "primary" ? "strong" : "body"
    property color tint: kind === "primary" ? Theme.accentInk : Theme.hi
    readonly property int size: textKind === "caption" ? Theme.caption : textKind === "title" ? Theme.title : Theme.body
    readonly property real forText: width - leftPadding - rightPadding - (kind !== "chip" && glyph !== "" ? Theme.icon + 10 : 0)
    readonly property bool broken: kind !== "round" && Math.ceil(unbroken.advanceWidth) > forText // in more lines rather than in half a word

    implicitWidth: kind === "round" ? Theme.target : Math.max(kind === "chip" ? 96 : 120, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(kind === "primary" ? Theme.primary : kind === "chip" ? Theme.chip : Theme.target, lines)
    leftPadding: kind === "round" ? 0 : kind === "chip" ? 8 : 24
    rightPadding: leftPadding
    readonly property real lines: broken ? (label?.contentHeight ?? 0) + 12 + (kind === "chip" && glyph !== "" ? Theme.icon + 4 : 0) : 0
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checked: chosen
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    TextMetrics { id: unbroken; font { family: Theme.family; weight: button.textKind === "strong" || button.textKind === "title" ? Font.DemiBold : Font.Normal; pixelSize: button.size } text: button.kind === "round" ? "" : button.text }

    background: Rectangle {
        radius: button.kind === "round" ? height / 2 : button.kind === "chip" ? Theme.corner : Theme.gap
        color: button.kind === "primary" ? (button.down ? Qt.darker(Theme.accentFill, 1.15) : Theme.accentFill)
            : button.down || button.chosen ? Theme.line : button.kind === "chip" || button.kind === "round" ? Theme.raised : "transparent"
        border.width: button.visualFocus ? Theme.focusLine : button.chosen ? 2 : button.kind === "quiet" || (button.kind === "primary" && Theme.isDimmed) ? 1.5 : 0
        border.color: button.visualFocus ? Theme.hi : button.kind === "primary" || button.chosen ? Theme.accent : Theme.controlLine

        Behavior on color { ColorAnimation { duration: Theme.quick } }

        Rectangle { // the focus of a filled button needs a ring of its own outside the fill
            visible: button.visualFocus && button.kind === "primary"
            anchors { fill: parent; margins: -5 }
            radius: parent.radius + 5
            color: "transparent"
            border { width: 2; color: Theme.hi }
        }
    }

    contentItem: Item {
        implicitWidth: label.visible ? Math.ceil(unbroken.advanceWidth) + (button.kind !== "chip" && icon.visible ? Theme.icon + 10 : 0) : Theme.icon
        implicitHeight: Theme.icon

        Glyph {
            id: icon

            visible: button.glyph !== ""
            glyphName: button.glyph
            color: button.tint
            readonly property real start: button.kind === "quiet" || button.kind === "plain" || button.kind === "primary"
                ? Math.max(0, (parent.width - label.paintedWidth - (label.visible ? width + 10 : width)) / 2) : (parent.width - width) / 2

            x: Theme.mirrored ? parent.width - start - width : start
            y: button.kind === "chip" ? (parent.height - height - (label.visible ? label.height + 4 : 0)) / 2 : (parent.height - height) / 2
        }

        Say {
            id: label

            visible: button.kind !== "round" && text !== ""
            Accessible.ignored: true
            text: button.text
            kind: button.textKind
            color: button.tint
            wrapMode: button.broken ? Text.WordWrap : Text.NoWrap
            fontSizeMode: button.broken ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Math.max(16, Math.round(14 * Theme.factor))
            verticalAlignment: Text.AlignVCenter
            lineHeight: button.broken ? 0.88 : 1
            horizontalAlignment: button.broken && (button.kind === "chip" || !icon.visible) ? Text.AlignHCenter : Text.AlignLeft
            width: Math.min(implicitWidth, button.forText + (button.broken ? 0 : 2)) // the last letter may reach past its advance
            x: button.kind === "chip" || !icon.visible ? (parent.width - width) / 2 : Theme.mirrored ? icon.x - 10 - width : icon.x + icon.width + 10
            y: button.kind === "chip" && icon.visible ? icon.y + icon.height + 4 : (parent.height - height) / 2
        }
    }
}

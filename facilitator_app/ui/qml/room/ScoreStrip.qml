// The levels of a quiet hour, each one touch, as many as there is room for; the last part opens them all.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

RowLayout {
    id: strip

    required property ScorePanel scores
    readonly property int room: fitting(scores.quick, width - every.implicitWidth)
    signal more

    function fitting(parts: var, room: real): int {
        const wide = part => Math.max(Theme.target, metrics.advanceWidth(part.text) + 8) + spacing;
        const past = parts.findIndex((part, at) => parts.slice(0, at + 1).reduce((sum, one) => sum + wide(one), 0) > room);
        return past < 0 ? parts.length : past;
    }

    spacing: 4
    Accessible.role: Accessible.Grouping
    Accessible.name: scores.name

    FontMetrics { id: metrics; font: measure.font }
    Say { id: measure; visible: false; kind: "caption"; figures: true }
    Repeater {
        model: strip.scores.quick.slice(0, strip.room)

        Part {
            required property var modelData

            objectName: "score.quick." + modelData.key
            text: modelData.text
            Accessible.name: modelData.spoken
            onClicked: strip.scores.say(modelData.key)
        }
    }
    Part {
        id: every

        objectName: "score.every"
        text: strip.scores.name
        Accessible.name: qsTr("score.every").arg(strip.scores.name)
        onClicked: strip.more()
    }

    component Part: T.AbstractButton {
        id: part

        Layout.fillWidth: true
        Layout.minimumWidth: implicitWidth
        implicitWidth: Math.max(Theme.target, said.implicitWidth + 8)
        implicitHeight: Theme.target
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.Button
        onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
        Keys.onReturnPressed: part.click()
        Keys.onEnterPressed: part.click()

        background: Rectangle {
            radius: Theme.corner
            color: part.down ? Theme.line : part === every ? "transparent" : Theme.raised
            border { width: part.visualFocus ? Theme.focusLine : part === every ? 1.5 : 0; color: part.visualFocus ? Theme.hi : Theme.controlLine }
        }
        contentItem: Item {
            Say { id: said; anchors.centerIn: parent; kind: "caption"; figures: true; color: Theme.hi; text: part.text; Accessible.ignored: true }
        }
    }
}

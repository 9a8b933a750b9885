// A seat to choose: its number large, and who sits there or that it is free.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: place

    property int seat: 0
    property string name: ""
    property bool chosen: false
    readonly property bool free: name === ""
    readonly property string who: free ? qsTr("ui.setup.free") : name

    implicitWidth: 200
    implicitHeight: 96
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: place.click()
    Keys.onEnterPressed: place.click()

    Accessible.role: Accessible.RadioButton
    Accessible.name: qsTr("ui.setup.seat").arg(seat) + ", " + who
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Panel {
        color: place.chosen ? Theme.raised : Theme.surface
        border.width: place.visualFocus ? Theme.focusLine : place.chosen ? 2 : 1
        border.color: place.visualFocus ? Theme.hi : place.chosen ? Theme.accent : Theme.line
    }

    contentItem: Item {
        Say { id: number; x: Theme.mirrored ? parent.width - width - 20 : 20; anchors.verticalCenter: parent.verticalCenter; kind: "seat"; text: place.seat; color: place.free ? Theme.low : Theme.hi; Accessible.ignored: true }
        Say { readonly property real start: Math.max(72, number.width + 32); x: Theme.mirrored ? 12 : start; width: parent.width - start - 12; fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.least; anchors.verticalCenter: parent.verticalCenter; kind: place.free ? "body" : "strong"; color: place.free ? Theme.low : Theme.hi; text: place.who; Accessible.ignored: true }
    }
}

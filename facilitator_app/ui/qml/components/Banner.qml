// One trouble in words.  It comes up slowly and stays until it is over; `act` is what can be done about it, if anything.
// `most`: as high as it may be, or 0: what of its words has no place is seen when room is made.  `others` are not on show.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: banner

    required property string text
    required property string act
    required property bool dismissable
    property bool over: false
    property real most: 0
    property int others: 0
    readonly property string more: others > 0 ? " +" + others : ""
    signal roomWanted
    signal acted
    signal dismissed

    implicitHeight: most > 0 ? Math.max(Theme.target, most) : Math.max(Theme.target, row.implicitHeight + 12)
    radius: Theme.corner
    color: Theme.raised
    border { width: 2; color: Theme.attention }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text + more

    NumberAnimation on opacity { from: 0; to: 1; duration: Theme.turn }

    RowLayout {
        id: row

        anchors { fill: parent; leftMargin: 16; rightMargin: banner.act !== "" || banner.dismissable || banner.over ? 6 : 20; topMargin: 4; bottomMargin: 4 }
        spacing: 12

        Glyph { glyphName: "warning"; color: Theme.attention }
        Say { objectName: banner.objectName + ".text"; Layout.fillWidth: true; Layout.fillHeight: banner.most > 0; verticalAlignment: Text.AlignVCenter; fontSizeMode: banner.most > 0 ? Text.Fit : Text.FixedSize; minimumPixelSize: Theme.least; elide: banner.most > 0 ? Text.ElideRight : Text.ElideNone; text: banner.text; wrapMode: Text.Wrap; Accessible.ignored: true }
        Say { objectName: banner.objectName + ".more"; visible: banner.others > 0; kind: "strong"; text: banner.more; Accessible.ignored: true }
        Button { objectName: banner.objectName + ".act"; Accessible.name: text + ": " + banner.text; visible: banner.act !== ""; text: banner.act; onClicked: banner.acted() }
        Button { objectName: banner.objectName + ".room"; Accessible.name: text + ": " + banner.text; visible: banner.over; kind: "round"; glyph: "arrow-down"; text: qsTr("ui.banner_room"); onClicked: banner.roomWanted() }
        Button { objectName: banner.objectName + ".dismiss"; Accessible.name: text + ": " + banner.text; visible: banner.dismissable; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: banner.dismissed() }
    }
}

// Out of the room: where to in one touch, and one touch when the person is back.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property CompanyPanel company
    readonly property bool out: company.away !== ""

    visible: company.offered
    spacing: 8

    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("company.heading") }
    Say { objectName: "away.told"; visible: section.out; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.company.away }
    Button { objectName: "away.back"; visible: section.out; Layout.fillWidth: true; kind: "primary"; glyph: "door"; text: qsTr("company.back"); onClicked: section.company.come_back() }
    Say { visible: !section.out; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("company.with_whom") }
    ByRow { objectName: "away.with"; visible: !section.out; Layout.fillWidth: true; label: qsTr("company.with_whom"); by: section.company.with_whom }
    Say { visible: !section.out; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("company.within") }
    Chips { objectName: "away.within"; visible: !section.out; Layout.fillWidth: true; columns: 4; options: section.company.spans; current: section.company.within; onPicked: key => section.company.expect(key) }
    Chips { objectName: "away.to"; visible: !section.out; Layout.fillWidth: true; options: section.company.places; onPicked: (key, text) => section.company.step_out(text) }
}
